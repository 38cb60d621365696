"""What stands beside results: other things that a visitor may be looking for."""

from ..serving.current import now, release
from ..store.models import Activity, Document, Product

ACTIVITIES = 8


def recommended() -> dict[str, object]:
    """The newest `activities` that have not ended, and the `products` and `documents` that the site recommends."""
    site = release().site
    return {
        "activities": Activity.unfinished(now())[:ACTIVITIES],
        "products": Product.named(site["recommended_products"]),
        "documents": Document.named(site["recommended_documents"]),
    }
