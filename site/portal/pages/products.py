"""The catalogue: all products, a category, a product."""

from flask import Blueprint, abort, render_template

from ..serving.response_cache import cached
from ..store.models import Category, Product

blueprint = Blueprint("products", __name__, url_prefix="/products")


@blueprint.get("/")
@cached
def index() -> str:
    """All products by category, and all by initial."""
    return render_template("products/index.html", catalogue=Category.with_products(), initials=Product.by_initial())


@blueprint.get("/categories/<slug>")
@cached
def category(slug: str) -> str:
    """One category with its products."""
    found = Category.get_or_none(Category.slug == slug) or abort(404, "没有这个产品类别。")
    return render_template(
        "products/category.html",
        category=found,
        products=Product.of_category(slug),
        categories=Category.select().order_by(Category.position),
    )


@blueprint.get("/<slug>")
@cached
def show(slug: str) -> str:
    """One product: what it is for, advantages, scenarios, specifications, documents, related products."""
    found = Product.get_or_none(Product.slug == slug) or abort(404, "没有这个产品，它也许换了名字。")
    return render_template("products/show.html", product=found)
