"""The pages of the site, a blueprint a module."""

from flask import Flask

from . import activities, docs, follow, home, products, search, sections, solutions, topics
from .labels import activity_state, china_date, kind_label


def init_app(app: Flask) -> None:
    """Register every blueprint. `sections` comes last: its addresses are the most general."""
    app.add_template_filter(activity_state)
    app.add_template_filter(china_date)
    app.add_template_filter(kind_label)
    for module in (home, products, solutions, activities, docs, search, topics, follow, sections):
        app.register_blueprint(module.blueprint)
