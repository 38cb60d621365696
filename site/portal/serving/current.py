"""The release, the time and the site's facts that a request works with."""

import string
from datetime import datetime
from urllib.parse import quote

from flask import Flask, current_app, g, request

from ..content.fingerprint import current_link
from ..settings import Settings
from ..store.models import Topic
from ..store.release import CurrentRelease, Release
from . import starting


def init_app(app: Flask) -> None:
    """Open the current release before each request and give templates what every page shows."""
    settings: Settings = app.config["SETTINGS"]
    app.extensions["release"] = CurrentRelease(current_link(settings.state))
    app.before_request(_open)
    app.context_processor(_for_templates)


def _open() -> None:
    settings: Settings = current_app.config["SETTINGS"]
    if settings.debug:
        starting.publish_if_changed(settings)
    # Raw bytes in an address are legal on the wire, and Werkzeug fails with those that are no UTF-8.
    request.query_string = quote(request.query_string, safe=string.punctuation).encode()
    g.release = current_app.extensions["release"].use()
    g.now = current_app.config["CLOCK"]()


def release() -> Release:
    """The release that this request is answered from."""
    found: Release = g.release
    return found


def now() -> datetime:
    """The moment, in UTC, that this request is answered for."""
    found: datetime = g.now
    return found


def _for_templates() -> dict[str, object]:
    if "release" not in g:
        return {}
    return {"site": g.release.site, "menus": g.release.menus, "now": g.now, "hot_words": Topic.hot}
