"""One address of every kind of page of the small world, with the status that it answers."""

KINDS = {
    "home": "/",
    "products": "/products/",
    "category": "/products/categories/compute",
    "product": "/products/ecs",
    "solutions": "/solutions/",
    "solution": "/solutions/enterprise",
    "activities": "/activities/",
    "activity": "/activities/summer",
    "upcoming activity": "/activities/winter",
    "help centre": "/docs/",
    "documents of a product": "/docs/ecs",
    "document": "/docs/ecs/guide/tags/design",
    "empty search": "/search",
    "search": "/search?q=云主机",
    "search of a kind": "/search?q=云主机&kind=product",
    "nothing found": "/search?q=貔貅",
    "topic": "/topics/云主机",
    "section": "/support/",
    "section page": "/support/online",
}
ERRORS = {
    "missing page": ("/no/such/page", 404),
    "missing page number": ("/search?q=云主机&page=999", 404),
    "mistake of ours": ("/failing/page", 500),
}
WIDTHS = (1440, 768, 390)
