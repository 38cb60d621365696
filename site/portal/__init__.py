"""A cloud portal and help centre: YAML in, one process out."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from htmx_flask import Htmx

from . import pages
from .serving import assets, current, errors, headers, response_cache, starting
from .settings import ROOT, SettingError, Settings


class StartRefused(SystemExit):
    """The site cannot start. Gunicorn gives up on this exit code instead of starting the worker again for ever."""

    def __init__(self) -> None:
        super().__init__(3)


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] | None = None) -> Flask:
    """The site as a WSGI application, its seed published first where that is needed.

    `settings` come from the environment and `clock` is the present time in UTC unless given. Raises StartRefused,
    the reason logged, for settings that cannot be used and when there is no release to serve.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    try:
        settings = settings or Settings.read()
        starting.publish_if_changed(settings)
    except (SettingError, starting.NothingToServe) as error:
        logging.getLogger(__name__).critical("%s", error)
        raise StartRefused from error
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config.update(SETTINGS=settings, CLOCK=clock or (lambda: datetime.now(UTC)))
    app.config["TEMPLATES_AUTO_RELOAD"] = settings.debug
    Htmx(app)
    for part in (current, assets, response_cache, headers, errors, pages):
        part.init_app(app)
    return app
