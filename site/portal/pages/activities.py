"""The activities: what is on offer, and whether it still is."""

from flask import Blueprint, abort, render_template

from ..serving.response_cache import cached
from ..store.models import Activity, Product

blueprint = Blueprint("activities", __name__, url_prefix="/activities")


@blueprint.get("/")
@cached
def index() -> str:
    """All activities by group, those that have ended marked so."""
    return render_template("activities/index.html", groups=Activity.by_group())


@blueprint.get("/<slug>")
@cached
def show(slug: str) -> str:
    """One activity: dates, rules, the products it is about."""
    found = Activity.get_or_none(Activity.slug == slug) or abort(404, "没有这个活动。")
    return render_template("activities/show.html", activity=found, products=Product.named(found.products))
