"""Topic pages: everything related to a word."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, make_response, render_template

from ..search import query
from ..search.analysis import clean
from ..serving.fragments import fragment_of
from ..serving.response_cache import cached
from ..store.models import Topic
from .paging import no_such_page, page_number, window
from .recommended import recommended

blueprint = Blueprint("topics", __name__, url_prefix="/topics")
SIZE = 32


@blueprint.get("/<word>")
@cached
def show(word: str, *, page: str = "") -> str:
    """The topic's results with what else one may look for."""
    return render_template("topics/show.html", **_found(word, page), **recommended())


@blueprint.get("/<word>/results")
@fragment_of("topics.show")
@cached
def results(word: str, *, page: str = "") -> Response:
    """The results alone; each page of them is an address in the browser's history."""
    response = make_response(render_template("topics/results.html", **_found(word, page)))
    number = f"?page={page}" if page not in ("", "1") else ""
    response.headers["HX-Push-Url"] = f"/topics/{quote(word)}{number}"
    return response


def _found(word: str, page: str) -> dict[str, object]:
    if not Topic.get_or_none(Topic.word == word):
        abort(404, "没有这个专题，可以直接搜索它。")
    number = page_number(page)
    try:
        answer = query.search(clean(word), page=number, size=SIZE, broad=True)
    except query.PageMissing as missing:
        no_such_page(number, missing.pages)
    return {"word": word, "answer": answer, "size": SIZE, "window": window(answer.page, answer.pages)}
