"""The solutions."""

from flask import Blueprint, abort, render_template

from ..serving.response_cache import cached
from ..store.models import Document, Product, Solution

blueprint = Blueprint("solutions", __name__, url_prefix="/solutions")


@blueprint.get("/")
@cached
def index() -> str:
    """All solutions by group."""
    return render_template("solutions/index.html", groups=Solution.by_group())


@blueprint.get("/<slug>")
@cached
def show(slug: str) -> str:
    """One solution: what it solves, how it is put together, with which products."""
    found = Solution.get_or_none(Solution.slug == slug) or abort(404, "没有这个解决方案。")
    return render_template(
        "solutions/show.html",
        solution=found,
        products=Product.named(found.products),
        documents=Document.named(found.documents),
    )
