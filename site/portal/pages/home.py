"""The homepage."""

from flask import Blueprint, render_template

from ..serving.current import now, release
from ..serving.response_cache import cached
from ..store.models import Activity, Category, Document, Product, Solution

blueprint = Blueprint("home", __name__)
NEWEST = 8
SOLUTIONS = 6


@blueprint.get("/")
@cached
def index() -> str:
    """Banners of activities, the products by category, AI, solutions, newest documents."""
    site = release().site
    banners = {each["activity"]: each for each in site["banners"]}
    activities = [(each, banners[each.slug]) for each in Activity.named(banners)]
    live = [pair for pair in activities if pair[0].state(now()) == "live"]
    return render_template(
        "home/index.html",
        banners=live or activities,
        featured=Product.named(site["featured_products"]),
        catalogue=Category.with_products(),
        intelligence=next((menu for menu in release().menus if menu["slug"] == "intelligence"), None),
        solutions=Solution.select().order_by(Solution.position).limit(SOLUTIONS),
        newest=Document.newest(NEWEST),
    )
