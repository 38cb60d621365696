"""The QR codes of the entries under 关注."""

from flask import Blueprint, Response, abort

from ..serving.response_cache import cached
from ..store.models import Fact

blueprint = Blueprint("follow", __name__, url_prefix="/follow")


@blueprint.get("/<slug>.svg")
@cached
def code(slug: str) -> Response:
    """The code as a drawing."""
    codes = Fact.of("codes")
    if slug not in codes:
        abort(404)
    return Response(codes[slug], mimetype="image/svg+xml")
