"""Responses kept per query: one place decides what is kept and under which key."""

import gzip
import hashlib
import inspect
import threading
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple

from flask import Flask, Response, current_app, make_response, request
from flask_caching import Cache

from ..content.fingerprint import code_version
from ..settings import Settings
from .current import now, release

LONGEST_ARGUMENT = 300
DAY = 24 * 60 * 60
View = Callable[..., Any]


class Kept(NamedTuple):
    """A response as it is stored: the body already in its encoding."""

    body: bytes
    headers: list[tuple[str, str]]


def init_app(app: Flask) -> None:
    """Give the app its cache, of as many responses as the settings say."""
    settings: Settings = app.config["SETTINGS"]
    keeps = settings.cache_pages and not settings.debug
    cache = Cache(config={
        "CACHE_TYPE": "SimpleCache" if keeps else "NullCache",
        "CACHE_THRESHOLD": settings.cache_pages,
        "CACHE_DEFAULT_TIMEOUT": DAY,
        "CACHE_NO_NULL_WARNING": True,
    })
    cache.init_app(app)
    app.extensions["kept responses"] = cache
    app.extensions["single flight"] = _SingleFlight()


def cached(view: View) -> View:
    """A view whose responses are kept until the release, the code or an activity's state changes.

    The view's keyword-only parameters are its query arguments, each a string with a default. It gets these, with
    outer and repeated space removed, and no others, and its response is kept under them. Only answers of
    status 200 without a cookie are kept; simultaneous equal requests run the view once.
    """
    parameters = inspect.signature(view).parameters.values()
    defaults = {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}

    @wraps(view)
    def answer(**place: str) -> Response:
        arguments = {name: _canonical(request.args.get(name, default)) for name, default in defaults.items()}
        encoding = "gzip" if request.accept_encodings["gzip"] > 0 else ""
        key = _key(arguments, encoding)
        cache: Cache = current_app.extensions["kept responses"]
        kept: Kept | None = cache.get(key)
        if kept is None:
            with current_app.extensions["single flight"].turn(key):
                kept = cache.get(key)
                if kept is None:
                    response = make_response(view(**place, **arguments))
                    if response.status_code != 200 or "Set-Cookie" in response.headers:
                        return response
                    kept = _keep(response, encoding)
                    cache.set(key, kept)
        response = _restore(kept)
        response.make_conditional(request)
        return response

    return answer


def _canonical(value: str) -> str:
    return " ".join(value.split())[:LONGEST_ARGUMENT]


def _key(arguments: dict[str, str], encoding: str) -> str:
    turn = bisect(release().turns, now().timestamp())
    return repr((release().id, code_version(), turn, request.path, sorted(arguments.items()), encoding))


def _keep(response: Response, encoding: str) -> Kept:
    body = response.get_data()
    if encoding:
        body = gzip.compress(body, 6, mtime=0)
        response.headers["Content-Encoding"] = encoding
    response.headers["ETag"] = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Encoding")
    response.headers.pop("Content-Length", None)
    return Kept(body, list(response.headers))


def _restore(kept: Kept) -> Response:
    return Response(kept.body, headers=kept.headers)


class _SingleFlight:
    """Lets one thread at a time work at a key."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._turns: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        with self._guard:
            lock, waiting = self._turns.get(key, (threading.Lock(), 0))
            self._turns[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, waiting = self._turns[key]
                if waiting == 1:
                    del self._turns[key]
                else:
                    self._turns[key] = lock, waiting - 1
