"""The landing pages of the menu's sections and of their entries."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from ..serving.current import release
from ..serving.response_cache import cached
from ..store.models import Document, LandingPage, Product

blueprint = Blueprint("sections", __name__)


@blueprint.get("/<section>/")
@cached
def index(section: str) -> str:
    """A section's own page: what it has, as in its menu panel."""
    panel = next((menu for menu in release().menus if menu["slug"] == section), None)
    return render_template("sections/index.html", panel=panel, **_page(section, ""))


@blueprint.get("/<section>")
def unslashed(section: str) -> Response:
    """A section's address without its last slash leads to the one with it; any other word is nothing here."""
    if LandingPage.at(section, "") is None:
        abort(404)
    return redirect(url_for(".index", section=section), 308)


@blueprint.get("/<section>/<slug>")
@cached
def show(section: str, slug: str) -> str:
    """A page of a section."""
    return render_template("sections/show.html", **_page(section, slug))


def _page(section: str, slug: str) -> dict[str, object]:
    page, above = LandingPage.at(section, slug), LandingPage.at(section, "")
    if page is None or above is None:
        abort(404)
    return {
        "page": page,
        "section": above,
        "siblings": LandingPage.of_section(section),
        "products": Product.named(page.products),
        "documents": Document.named(page.documents),
    }
