"""The help centre: all products' documents, one product's, a document."""

from flask import Blueprint, abort, render_template

from ..serving.response_cache import cached
from ..store.models import Category, Document, Product

blueprint = Blueprint("docs", __name__, url_prefix="/docs")
NEWEST = 6


@blueprint.get("/")
@cached
def index() -> str:
    """The way to every product's documents."""
    return render_template("docs/index.html", catalogue=Category.with_products(), newest=Document.newest(NEWEST))


@blueprint.get("/<slug>")
@cached
def product(slug: str) -> str:
    """One product's documents as a tree."""
    found = Product.get_or_none(Product.slug == slug) or abort(404, "没有这个产品的文档。")
    return render_template("docs/product.html", product=found)


@blueprint.get("/<slug>/<path:path>")
@cached
def show(slug: str, path: str) -> str:
    """One document with the tree, its contents and its neighbours."""
    found = Document.get_or_none(Document.path == f"{slug}/{path}")
    if found is None:
        abort(404, "没有这篇文档，它也许换了地方。")
    previous, following = found.neighbours()
    return render_template(
        "docs/show.html", document=found, product=found.product, previous=previous, following=following
    )
