"""What is kept, under which key, and what never is."""

import gzip
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask, Response, abort, make_response, redirect
from flask.testing import FlaskClient

from conftest import Clock, settings_for
from portal import create_app
from portal.serving.response_cache import cached

GZIP = {"Accept-Encoding": "gzip"}


class Counted:
    """A cached view at /counted that answers how often it ran and what it was asked."""

    def __init__(self, app: Flask) -> None:
        self.asked: list[tuple[str, str]] = []
        app.add_url_rule("/counted", "counted", cached(self.view))

    def view(self, *, q: str = "", page: str = "") -> str:
        self.asked.append((q, page))
        return f"{len(self.asked)}:{q}:{page}"


@pytest.fixture
def counted(app: Flask) -> Counted:
    return Counted(app)


def serve(app: Flask, view: Callable[..., object]) -> FlaskClient:
    """A client of a site that has `view` at /extra."""
    app.add_url_rule("/extra", "extra", cached(view))
    return app.test_client()


# One key for equal questions


@pytest.mark.parametrize("query", [
    "q=云盘", "q= 云盘 ", f"q={quote('云盘')}", f"q=+{quote('云盘')}++", "q=云盘&utm_source=mail&utm_campaign=8",
    "q=云盘&gclid=1&no_such_argument=x", "page=&q=云盘", "q=云盘&q=云主机",
])
def test_equal_questions_run_the_view_once(counted: Counted, client: FlaskClient, query: str) -> None:
    first = client.get("/counted", query_string={"q": "云盘"})
    assert client.get(f"/counted?{quote(query, safe='%&=+')}").text == first.text
    assert counted.asked == [("云盘", "")]


@pytest.mark.parametrize("query", ["q=云主机", "q=云盘&page=2", "q=云 盘", ""])
def test_different_questions_have_different_answers(counted: Counted, client: FlaskClient, query: str) -> None:
    client.get("/counted?q=云盘")
    client.get(f"/counted?{query}")
    assert len(counted.asked) == 2


def test_the_order_of_arguments_does_not_matter(counted: Counted, client: FlaskClient) -> None:
    client.get("/counted?q=a&page=2")
    client.get("/counted?page=2&q=a")
    assert counted.asked == [("a", "2")]


def test_an_argument_cannot_pass_for_two(counted: Counted, client: FlaskClient) -> None:
    client.get("/counted", query_string={"q": "a', 'page': '2"})
    assert client.get("/counted?q=a&page=2").text == "2:a:2"


def test_an_endless_argument_is_cut(counted: Counted, client: FlaskClient) -> None:
    client.get("/counted?q=" + "x" * 10_000)
    assert len(counted.asked[0][0]) == 300


def test_two_addresses_never_share_an_answer(client: FlaskClient) -> None:
    assert client.get("/products/ecs").text != client.get("/products/disk").text


# What is never kept


@pytest.mark.parametrize("code", [400, 404, 410, 500, 503])
def test_errors_are_never_kept(app: Flask, code: int) -> None:
    runs: list[int] = []
    client = serve(app, lambda: runs.append(1) or abort(code))
    assert [client.get("/extra").status_code for _ in range(3)] == [code] * 3
    assert len(runs) == 3


def test_an_error_is_followed_by_the_right_answer(app: Flask) -> None:
    answers = iter([lambda: abort(404), lambda: "found"])
    client = serve(app, lambda: next(answers)())
    assert [client.get("/extra").status_code for _ in range(3)] == [404, 200, 200]


def test_a_view_that_raised_runs_again(app: Flask) -> None:
    answers = iter([lambda: 1 / 0, lambda: "found"])
    client = serve(app, lambda: next(answers)())
    assert [client.get("/extra").status_code for _ in range(3)] == [500, 200, 200]


def test_redirects_are_never_kept(app: Flask) -> None:
    targets = iter(["/a", "/b"])
    client = serve(app, lambda: redirect(next(targets)))
    assert [client.get("/extra").location for _ in range(2)] == ["/a", "/b"]


def test_a_cookie_reaches_only_the_visitor_it_was_set_for(app: Flask) -> None:
    visitors = iter("ab")

    def greet() -> Response:
        response = make_response("hello")
        response.set_cookie("visitor", next(visitors))
        return response

    client = serve(app, greet)
    assert [client.get("/extra").headers["Set-Cookie"][:9] for _ in range(2)] == ["visitor=a", "visitor=b"]


def test_no_page_sets_a_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers


def test_nothing_is_kept_with_cache_pages_0(app: Flask, published: Path) -> None:
    bare = create_app(settings_for(app.config["SETTINGS"].seed, published, PORTAL_CACHE_PAGES="0"))
    counted = Counted(bare)
    texts = [bare.test_client().get("/counted?q=a").text for _ in range(3)]
    assert texts == ["1:a:", "2:a:", "3:a:"]
    assert len(counted.asked) == 3


def test_a_cache_that_is_full_still_answers_right(app: Flask, published: Path) -> None:
    small = create_app(settings_for(app.config["SETTINGS"].seed, published, PORTAL_CACHE_PAGES="2"))
    Counted(small)
    answers = [small.test_client().get(f"/counted?q={number}").text.split(":")[1] for number in range(20)]
    assert answers == [str(number) for number in range(20)]


# How a kept response is given


def test_head_is_answered_from_get(counted: Counted, client: FlaskClient) -> None:
    got, head = client.get("/counted?q=a"), client.head("/counted?q=a")
    assert (head.status_code, head.data) == (200, b"")
    assert {name: head.headers[name] for name in ("ETag", "Content-Length", "Content-Type")} == {
        name: got.headers[name] for name in ("ETag", "Content-Length", "Content-Type")
    }
    assert len(counted.asked) == 1


def test_get_has_its_body_after_head(counted: Counted, client: FlaskClient) -> None:
    client.head("/counted?q=a")
    assert client.get("/counted?q=a").text == "1:a:"


def test_a_post_is_not_answered_from_the_kept_get(client: FlaskClient) -> None:
    client.get("/search?q=云")
    assert client.post("/search?q=云").status_code == 405


def test_the_etag_saves_the_body(client: FlaskClient) -> None:
    mark = client.get("/").headers["ETag"]
    response = client.get("/", headers={"If-None-Match": mark})
    assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", mark)


def test_the_etag_holds_for_the_first_answer_too(client: FlaskClient, app: Flask) -> None:
    mark = client.get("/docs/").headers["ETag"]
    assert app.test_client().get("/docs/", headers={"If-None-Match": f'"other", {mark}'}).status_code == 304


@pytest.mark.parametrize("mark", ['"0000000000000000"', "nonsense", '"', "W/", ""])
def test_another_etag_gets_the_whole_page(client: FlaskClient, mark: str) -> None:
    assert client.get("/", headers={"If-None-Match": mark}).status_code == 200


def test_gzip_and_identity_are_the_same_page(client: FlaskClient) -> None:
    plain, packed = client.get("/"), client.get("/", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data


def test_each_encoding_has_its_own_etag_and_says_that_it_varies(client: FlaskClient) -> None:
    plain, packed = client.get("/"), client.get("/", headers=GZIP)
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in packed.vary
    assert int(packed.headers["Content-Length"]) == len(packed.data)


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity", "gzip; q=0, br", "nonsense;;;"])
def test_who_cannot_read_gzip_gets_none(client: FlaskClient, accepted: str) -> None:
    client.get("/", headers=GZIP)
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": accepted}).headers


def test_browsers_keep_pages_and_ask_each_time(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "public, no-cache"


# Time


def test_a_kept_page_turns_when_an_activity_ends(client: FlaskClient, clock: Clock) -> None:
    clock.moment = datetime(2026, 8, 31, 15, 59, 59, tzinfo=UTC)
    before = client.get("/activities/summer").text
    clock.moment = datetime(2026, 8, 31, 16, tzinfo=UTC)
    after = client.get("/activities/summer").text
    assert "本活动已结束" not in before
    assert "本活动已结束" in after


def test_a_kept_page_turns_when_an_activity_begins(client: FlaskClient, clock: Clock) -> None:
    clock.moment = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert "本活动还没有开始" in client.get("/activities/winter").text
    clock.moment = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert "本活动还没有开始" not in client.get("/activities/winter").text


def test_the_etag_of_before_an_end_does_not_hold_after_it(client: FlaskClient, clock: Clock) -> None:
    mark = client.get("/activities/summer").headers["ETag"]
    clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    assert client.get("/activities/summer", headers={"If-None-Match": mark}).status_code == 200


def test_pages_stay_kept_while_no_activity_turns(counted: Counted, client: FlaskClient, clock: Clock) -> None:
    for day in (2, 10, 31):
        clock.moment = datetime(2026, 8, day, tzinfo=UTC)
        client.get("/counted")
    assert len(counted.asked) == 1


# Many at once


def test_equal_requests_at_once_run_the_view_once(app: Flask) -> None:
    runs: list[int] = []
    together, wait = threading.Barrier(12), threading.Event()

    def slow() -> str:
        runs.append(1)
        wait.wait(0.3)
        return "done"

    serve(app, slow)

    def ask(_: int) -> str:
        together.wait(10)
        return app.test_client().get("/extra").text

    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(ask, range(12))) == ["done"] * 12
    assert len(runs) == 1


def test_different_requests_do_not_wait_for_each_other(app: Flask) -> None:
    second_runs = threading.Event()

    def view(*, q: str = "") -> str:
        if q == "second":
            second_runs.set()
            return "second"
        return "free" if second_runs.wait(10) else "stuck"

    serve(app, view)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(lambda: app.test_client().get("/extra?q=first").text)
        pool.submit(lambda: app.test_client().get("/extra?q=second").text).result(10)
        assert first.result(10) == "free"


def test_those_who_waited_for_a_failure_try_themselves(app: Flask) -> None:
    together, guard, runs = threading.Barrier(4), threading.Lock(), []

    def fails_once() -> str:
        with guard:
            runs.append(1)
            first = len(runs) == 1
        if first:
            threading.Event().wait(0.2)
            raise RuntimeError("once")
        return "done"

    serve(app, fails_once)

    def ask(_: int) -> int:
        together.wait(10)
        return app.test_client().get("/extra").status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask, range(4))) == [200, 200, 200, 500]
    assert len(runs) == 2


def test_many_different_requests_at_once_get_each_their_own(counted: Counted, app: Flask) -> None:
    def ask(number: int) -> str:
        return app.test_client().get(f"/counted?q={number % 10}").text.split(":")[1]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(80))) == [str(number % 10) for number in range(80)]
    assert len(counted.asked) == 10
