"""What gunicorn's worker refuses itself; the same over a real connection is in test_gunicorn."""

import socket

import pytest
from gunicorn.http.errors import LimitRequestLine
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from portal.serving.edge import Worker
from portal.serving.headers import HEADERS


@pytest.fixture
def answer() -> tuple[str, dict[str, str], str]:
    """Status line, headers and body for an address that is too long."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Worker.handle_error(object.__new__(Worker), None, theirs, None, LimitRequestLine(9000, 8190))
        theirs.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: ours.recv(65536), b""))
    head, body = received.split(b"\r\n\r\n", 1)
    status, *lines = head.decode("ascii").split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body.decode()


def test_an_address_that_is_too_long_is_told_in_chinese(answer: tuple[str, dict[str, str], str]) -> None:
    status, _, body = answer
    page = HTMLParser(body)
    assert status.startswith("HTTP/1.1 414 ")
    assert page.css_first("h1").text() == "地址太长"
    assert [link.attributes["href"] for link in page.css("a")] == ["/search", "/"]


def test_it_says_how_long_it_is_and_ends(answer: tuple[str, dict[str, str], str]) -> None:
    _, headers, body = answer
    assert int(headers["Content-Length"]) == len(body.encode())
    assert headers["Connection"] == "close"


def test_it_has_the_headers_of_every_answer(answer: tuple[str, dict[str, str], str]) -> None:
    assert set(HEADERS) <= set(answer[1])


def test_a_visitor_who_went_away_does_no_harm() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        Worker.handle_error(object.__new__(Worker), None, theirs, None, LimitRequestLine(9000, 8190))
