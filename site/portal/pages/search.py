"""Search: the page, and the fragments that answer while one types."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template

from ..search import query
from ..search.analysis import clean
from ..serving.current import release
from ..serving.fragments import fragment_of
from ..serving.response_cache import cached
from ..store.models import Product
from .labels import KINDS
from .paging import no_such_page, page_number, window
from .recommended import recommended

blueprint = Blueprint("search", __name__, url_prefix="/search")


@blueprint.get("")
@cached
def page(*, q: str = "", page: str = "", kind: str = "") -> str:
    """The search page with the results of `q`."""
    return render_template("search/page.html", **_found(q, page, kind), **recommended())


@blueprint.get("/results")
@fragment_of("search.page")
@cached
def results(*, q: str = "", page: str = "", kind: str = "") -> Response:
    """The results alone. Typing replaces the address in the browser; turning a page makes a new one."""
    found = _found(q, page, kind)
    response = make_response(render_template("search/results.html", **found))
    response.headers["HX-Push-Url" if page else "HX-Replace-Url"] = address(found["answer"].query, page, found["kind"])
    return response


@blueprint.get("/suggest")
@fragment_of("search.page")
@cached
def suggest(*, q: str = "") -> str:
    """Up to eight pages whose title fits what has been typed so far."""
    return render_template("search/suggestions.html", query=clean(q), suggestions=query.suggest(clean(q)))


def address(q: str, page: str = "", kind: str = "") -> str:
    """The address of a page of results; safe in a header, which carries no Chinese."""
    given = {"q": q, "kind": kind, "page": "" if page == "1" else page}
    return "/search?" + urlencode({name: value for name, value in given.items() if value})


def _found(q: str, page: str, kind: str) -> dict[str, Any]:
    number = page_number(page)
    kind = kind if kind in KINDS else ""
    try:
        answer = query.search(clean(q), page=number, kind=kind)
    except query.PageMissing as missing:
        no_such_page(number, missing.pages)
    found = {"answer": answer, "kind": kind, "kinds": KINDS, "window": window(answer.page, answer.pages)}
    if not answer.kinds:
        found["featured"] = Product.named(release().site["featured_products"])
    return found
