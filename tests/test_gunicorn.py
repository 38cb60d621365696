"""The real server: several processes, real connections, started as an operator starts it."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import WORLD
from portal.serving.headers import HEADERS
from portal.settings import ROOT

BIN = Path(sys.executable).parent
PATIENCE = 30


class Server:
    """A gunicorn of our own on a free port, its log in a file."""

    def __init__(
        self, seed: Path, state: Path, folder: Path, arguments: tuple[str, ...] = (), **variables: str
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log_file = state.with_name(f"log-{self.port}")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")} | {
            "PORTAL_SEED": str(seed), "PORTAL_STATE": str(state), "PORTAL_PORT": str(self.port),
            "HOME": str(state.parent), "PYTHONUTF8": "1", **variables,
        }
        with self.log_file.open("wb") as log:
            command = [str(BIN / "gunicorn"), "wsgi:app", *(each.format(port=self.port) for each in arguments)]
            self.process = subprocess.Popen(
                command, cwd=folder, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fail with the log when it does not in time or the server ends."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return self.get("/").status == 200
        except OSError:
            return False

    def get(self, address: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
        """The answer, its body read into `text`."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", quote(address, safe="/?&=%"), headers={"Connection": "close", **(headers or {})})
            with connection.getresponse() as response:
                response.text = response.read().decode()
                return response

    def send(self, request: bytes) -> bytes:
        """What comes back for raw bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def portal(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(BIN / "portal"), command], env=self.environment, cwd=ROOT, text=True,
                              capture_output=True, timeout=PATIENCE, check=False)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@pytest.fixture
def start(world: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start servers of the copied world and of one state folder; all are stopped afterwards."""
    started: list[Server] = []

    def begin(folder: Path = ROOT, arguments: tuple[str, ...] = (), **variables: str) -> Server:
        started.append(Server(world, tmp_path / "state", folder, arguments, **variables))
        return started[-1]

    yield begin
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests that change nothing."""
    folder = tmp_path_factory.mktemp("running")
    server = Server(Path(shutil.copytree(WORLD, folder / "seed")), folder / "state", ROOT, PORTAL_WORKERS="1")
    try:
        server.until(server.answers)
        yield server
    finally:
        server.stop()


def spoil(world: Path) -> str:
    """Break a file of the seed; where, as the message will say it."""
    file = world / "activities/summer.yaml"
    file.write_text(file.read_text("utf-8").replace("order: 10", "orderr: 10"), "utf-8")
    return f"{file}:2:1"


# Starting


def test_four_workers_on_an_empty_folder_publish_once_and_all_answer(start: Callable[..., Server]) -> None:
    server = start(
        arguments=("--access-logfile", "-", "--access-logformat", "answered by %(p)s"),
        PORTAL_WORKERS="4", PORTAL_CACHE_PAGES="0",
    )
    server.until(server.answers)

    def all_answered() -> bool:
        with ThreadPoolExecutor(16) as pool:
            assert {each.status for each in pool.map(server.get, ["/products/"] * 32)} == {200}
        return len(set(re.findall(r"answered by <?(\d+)", server.log))) == 4

    server.until(all_answered)
    assert server.log.count("已发布") == 1
    assert server.log.count("Booting worker") == 4


def test_two_servers_that_start_at_once_publish_once(start: Callable[..., Server]) -> None:
    servers = [start(), start()]
    for server in servers:
        server.until(server.answers)
    assert sum(server.log.count("已发布") for server in servers) == 1


def test_it_starts_from_another_folder(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start(folder=tmp_path, arguments=("--bind", "127.0.0.1:{port}"))
    server.until(server.answers)
    assert server.get("/products/ecs").status == 200


def test_it_starts_from_the_root_folder(start: Callable[..., Server]) -> None:
    server = start(folder=Path("/"), arguments=("--bind", "127.0.0.1:{port}"))
    server.until(server.answers)


def test_it_starts_from_another_folder_with_its_settings(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start(folder=tmp_path, arguments=("--config", str(ROOT / "gunicorn.conf.py")))
    server.until(server.answers)
    assert b" 414 " in server.send(b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n").split(b"\r\n")[0]


def test_a_broken_seed_keeps_the_release_and_the_log_says_why(start: Callable[..., Server], world: Path) -> None:
    first = start()
    first.until(first.answers)
    first.stop()
    place = spoil(world)
    second = start()
    second.until(second.answers)
    assert place in second.log
    assert "orderr" in second.log
    assert second.get("/activities/summer").status == 200


def test_a_broken_seed_without_a_release_ends_with_the_message(start: Callable[..., Server], world: Path) -> None:
    place = spoil(world)
    server = start()
    # 3, or 1 when gunicorn is told of a second worker's failure while it ends because of the first one's.
    assert server.process.wait(PATIENCE) in (1, 3)
    assert place in server.log
    assert "没有发布版可用" in server.log


@pytest.mark.parametrize(("name", "value"), [
    ("PORTAL_PORT", "eighty"), ("PORTAL_WORKERS", "0"), ("PORTAL_STATE", ""), ("PORTAL_THREDS", "4"),
])
def test_a_wrong_setting_ends_with_its_name(start: Callable[..., Server], name: str, value: str) -> None:
    server = start(**{name: value})
    assert server.process.wait(PATIENCE) != 0
    assert name in server.log


def test_it_stops_when_told(start: Callable[..., Server]) -> None:
    server = start()
    server.until(server.answers)
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0


# A release replaced while serving


def test_a_new_release_shows_on_the_next_request(start: Callable[..., Server], world: Path) -> None:
    server = start()
    server.until(server.answers)
    file = world / "products/storage/disk.yaml"
    for words in ("焕然一新。", "又换了说法。"):
        file.write_text(re.sub("summary: .*", f"summary: {words}", file.read_text("utf-8")), "utf-8")
        assert server.portal("publish").returncode == 0
        seen = {HTMLParser(server.get("/products/disk").text).css_first(".lead").text() for _ in range(20)}
        assert seen == {words}
    assert server.log.count("Booting worker") == 2


def test_a_publish_that_fails_changes_nothing(start: Callable[..., Server], world: Path) -> None:
    server = start()
    server.until(server.answers)
    before = server.get("/activities/summer").headers["ETag"]
    place = spoil(world)
    refused = server.portal("publish")
    assert refused.returncode == 1
    assert place in refused.stderr
    assert server.get("/activities/summer").headers["ETag"] == before


def test_no_request_fails_while_releases_are_replaced(start: Callable[..., Server], world: Path) -> None:
    server = start(PORTAL_CACHE_PAGES="0")
    server.until(server.answers)
    file, done, codes = world / "products/storage/disk.yaml", [], []

    def ask() -> None:
        while not done:
            codes.append(server.get("/products/disk").status)

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        try:
            for number in range(7):  # more than are kept, so that old files are removed under way
                file.write_text(re.sub("summary: .*", f"summary: 第{number}次。", file.read_text("utf-8")), "utf-8")
                assert server.portal("publish").returncode == 0
        finally:
            done.append(True)
    assert [each.result() for each in asking] == [None] * 2
    assert set(codes) == {200}


# On the wire


def test_chinese_travels_in_headers(running: Server) -> None:
    response = running.get("/search/results?q=云盘", {"HX-Request": "true"})
    assert response.status == 200
    assert response.headers["HX-Replace-Url"] == "/search?q=%E4%BA%91%E7%9B%98"
    assert all(value.isascii() for value in response.headers.values())


def test_chinese_travels_in_a_pushed_address(running: Server) -> None:
    response = running.get("/topics/云主机/results?page=1", {"HX-Request": "true"})
    assert (response.status, response.headers["HX-Push-Url"]) == (200, "/topics/%E4%BA%91%E4%B8%BB%E6%9C%BA")


def test_chinese_travels_in_a_location(running: Server) -> None:
    response = running.get("/topics/云主机/results")
    assert (response.status, response.headers["Location"]) == (302, "/topics/%E4%BA%91%E4%B8%BB%E6%9C%BA")


@pytest.mark.parametrize("length", [8190, 9_000, 100_000])
def test_an_address_that_is_too_long_is_told_in_chinese(running: Server, length: int) -> None:
    answer = running.send(b"GET /search?q=" + b"x" * length + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    head, body = answer.split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 414 ")
    assert HTMLParser(body.decode()).css_first("h1").text() == "地址太长"
    assert all(name.encode() in head for name in HEADERS)


def test_the_longest_question_that_the_form_can_send_is_answered(running: Server) -> None:
    assert running.get("/search?q=" + "云" * 200).status == 200


@pytest.mark.parametrize("target", [
    b"/search?q=%ff%fe", b"/search?q=%e4%ba", b"/search/suggest?q=%ff", b"/search/suggest?q=%d4%c6", b"/search?%ff=%ff",
    b"/search?q=%00%01%0d%0a", b"/search?q=<script>alert(1)</script>", b"/search?q=%zz%", b"/?%d4%c6",
])
def test_any_encoded_bytes_are_answered(running: Server, target: bytes) -> None:
    answer = running.send(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nHX-Request: true\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"<script>alert" not in answer


@pytest.mark.parametrize("target", [
    b"/%ff%fe", b"/topics/%e4%ba", b"/topics/%00", b"/docs/%ff", b"/../../etc/passwd", b"/static/../wsgi.py",
    b"/static/%2e%2e/wsgi.py", b"/%2e%2e/%2e%2e/etc/passwd", b"/x%0d%0aX:1",
])
def test_any_address_on_the_wire_that_is_none_is_missing(running: Server, target: bytes) -> None:
    answer = running.send(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert "没有这个页面".encode() in answer


@pytest.mark.parametrize("target", [
    b"/search?q=\xff\xfe", "/search?q=云盘".encode(), b"/search?q=\xe4\xba", b"/\xff\xfe", "/topics/云盘".encode(),
    b"/search?q=\xff<script>alert(1)</script>", b"/search?q=\x00", b"/search?q=\x7f",
])
def test_raw_bytes_are_answered_or_refused_but_never_fail(running: Server, target: bytes) -> None:
    answer = running.send(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 ", b"HTTP/1.1 404 "))
    assert b'<html lang="zh-CN">' in answer
    assert b"<script>alert" not in answer
    assert running.answers()


@pytest.mark.parametrize("target", [
    b"//example.com", b"//example.com/docs", b"/\\example.com", b"///example.com/%2e%2e",
])
def test_no_address_leads_to_another_site(running: Server, target: bytes) -> None:
    answer = running.send(b"GET " + target + b" HTTP/1.1\r\nHost: portal.test\r\nConnection: close\r\n\r\n")
    location = re.search(rb"(?im)^location: (\S*)", answer.split(b"\r\n\r\n")[0])
    assert not location or re.match(rb"http://portal\.test/|/(?![/\\])", location[1])


@pytest.mark.parametrize("request_bytes", [
    b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
])
def test_what_is_no_request_is_refused_and_the_site_goes_on(running: Server, request_bytes: bytes) -> None:
    answer = running.send(request_bytes)
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 505"))
    assert b"Traceback" not in answer
    assert running.answers()


def test_pages_travel_compressed(running: Server) -> None:
    plain = running.get("/").headers
    assert "Content-Encoding" not in plain
    packed = running.send(b"GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
    assert b"Content-Encoding: gzip" in packed
    assert len(packed) < int(plain["Content-Length"])


def test_head_has_no_body_on_the_wire(running: Server) -> None:
    answer = running.send(b"HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n")
