"""The first to see a request: gunicorn's worker, with the site's words for what it refuses itself."""

from contextlib import suppress
from socket import socket
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from .headers import HEADERS

_TOO_LONG = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>地址太长</title></head><body><h1>地址太长</h1>
<p>搜索词最多 200 个字，请缩短后重试。</p><p><a href="/search">回到搜索</a> · <a href="/">回到首页</a></p></body></html>
""".encode()


class Worker(ThreadWorker):
    """gunicorn's threaded worker. An address longer than it reads is answered in the site's language."""

    def handle_error(self, req: Any, client: socket, addr: Any, exc: BaseException) -> None:
        """Answer a request that failed before the application saw it."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        head = (
            "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
            + "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
            + f"Content-Length: {len(_TOO_LONG)}\r\n\r\n"
        )
        with suppress(OSError):
            client.sendall(head.encode() + _TOO_LONG)
