"""Fragments: the pieces that htmx swaps in, at addresses of their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from htmx_flask import request as htmx_request

View = Callable[..., Any]


def fragment_of(page: str) -> Callable[[View], View]:
    """A view for htmx alone: anybody else is sent to the endpoint `page` with the same arguments."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**place: Any) -> Response:
            if htmx_request.htmx:
                response = make_response(view(**place))
            else:
                response = make_response(redirect(_address(page, place), 302))
                response.headers["Cache-Control"] = "no-store"
            response.vary.add("HX-Request")
            return response

        return answer

    return decorate


def _address(page: str, place: dict[str, Any]) -> str:
    query = request.query_string.decode("ascii", "replace")
    return url_for(page, **place) + (f"?{query}" if query else "")
