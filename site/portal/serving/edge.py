"""The first to see a request: gunicorn's worker, with the site's words for what it refuses itself."""

from contextlib import suppress
from socket import socket
from typing import Any

from gunicorn.http.errors import InvalidRequestLine, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from .headers import HEADERS

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title></head><body><h1>{title}</h1>
<p>{advice}</p><p><a href="/search">回到搜索</a> · <a href="/">回到首页</a></p></body></html>
"""
# Status line, title and advice for what gunicorn cannot read as a request.
_REFUSALS = {
    LimitRequestLine: ("414 URI Too Long", "地址太长", "搜索词最多 200 个字，请缩短后重试。"),
    InvalidRequestLine: ("400 Bad Request", "地址看不懂", "地址里有不能出现的字符，请在搜索框里重新输入。"),
}


class Worker(ThreadWorker):
    """gunicorn's threaded worker. An address that it does not read is answered in the site's language."""

    def handle_error(self, req: Any, client: socket, addr: Any, exc: BaseException) -> None:
        """Answer a request that failed before the application saw it."""
        refusal = _REFUSALS.get(type(exc))
        if refusal is None:
            super().handle_error(req, client, addr, exc)
            return
        status, title, advice = refusal
        body = _PAGE.format(title=title, advice=advice).encode()
        head = (
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
            + "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
            + f"Content-Length: {len(body)}\r\n\r\n"
        )
        with suppress(OSError):
            client.sendall(head.encode() + body)
