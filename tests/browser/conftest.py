"""A real browser, sites to drive it to, and a watch over everything that it complains about."""

import logging
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from conftest import SUMMER, WORLD, Clock, settings_for
from portal import StartRefused, create_app
from portal.settings import ROOT
from portal.store.database import database

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
WATCH_THE_POLICY = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`), true)"""
COPIES = 400
REPLACED = "htmx:(sendAbort|afterRequest)"  # what htmx says when a newer request takes the place of one
LOST = "htmx:(sendError|afterRequest)|net::ERR_FAILED"  # what a browser says when the server does not answer
Opener = Callable[..., Page]

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; `install.sh` beside this file installs it."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: run tests/browser/install.sh"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, headless=True)
        yield found
        found.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which `app` is served until the end of the block."""
    app.teardown_request(lambda _: database.leave())  # a thread here lives as long as its browser connection
    app.add_url_rule("/failing/page", "failing", fail)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def fail() -> str:
    """A view with a mistake in it."""
    raise RuntimeError("a mistake on purpose")


@pytest.fixture(scope="session")
def small(published: Path) -> Iterator[str]:
    """The address of the small world, in summer."""
    with serving(create_app(settings_for(WORLD, published), Clock(SUMMER))) as address:
        yield address


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small world with many more documents and banners."""
    folder = tmp_path_factory.mktemp("large")
    seed = shutil.copytree(WORLD, folder / "seed")
    enlarge(seed)
    with serving(create_app(settings_for(seed, folder / "state"), Clock(SUMMER))) as address:
        yield address


def enlarge(seed: Path) -> None:
    """Copy a document and a banner of the small world, each copy with a title of its own."""
    document = (seed / "docs/ecs/guide/login.md").read_text("utf-8")
    for number in range(1, COPIES + 1):
        copy = document.replace("title: 登录弹性云主机", f"title: 登录弹性云主机的第{number}种方法")
        (seed / f"docs/ecs/guide/login-{number}.md").write_text(copy, "utf-8")
    activity = (seed / "activities/forever.yaml").read_text("utf-8")
    for number in (1, 2):
        copy = activity.replace("title: 免费试用中心", f"title: 免费试用中心{number}")
        (seed / f"activities/forever-{number}.yaml").write_text(copy, "utf-8")
    banners = "".join(f"  - {{activity: forever-{n}, headline: 免费上云{n}, action: 免费试用}}\n" for n in (1, 2))
    site_yaml = (seed / "site.yaml").read_text("utf-8").replace("featured_products:", f"{banners}featured_products:")
    (seed / "site.yaml").write_text(site_yaml, "utf-8")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the portal with the content that it ships with."""
    try:
        app = create_app(settings_for(ROOT / "seed", tmp_path_factory.mktemp("shipped")), Clock(SUMMER))
    except StartRefused:
        pytest.fail("the shipped seed cannot be published; `portal check` says why")
    with serving(app) as address:
        yield address


class Watch:
    """Everything that pages complained about, and which complaints a test expects."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def over(self, page: Page) -> Page:
        page.add_init_script(WATCH_THE_POLICY)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(f"pageerror: {error}"))
        return page

    def expect(self, pattern: str) -> None:
        """Take complaints that match `pattern` for part of what is tested."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [each for each in self.complaints if not any(re.search(known, each) for known in self.expected)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the test's pages complain about; it fails the test unless the test expects it."""
    found = Watch()
    yield found
    assert found.unexpected() == []


@pytest.fixture
def open_page(browser: Browser, watch: Watch) -> Iterator[Opener]:
    """Open an empty page of a site in a context of its own: open_page(address, **options of the context)."""
    contexts = []

    def opened(address: str, **options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": address, "locale": "zh-CN", "viewport": {"width": 1440, "height": 900}} | options
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return watch.over(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Opener, small: str) -> Page:
    """A page for the small world."""
    return open_page(small)


@pytest.fixture
def large_page(open_page: Opener, large: str) -> Page:
    """A page for the large world."""
    return open_page(large)


@pytest.fixture
def plain_page(open_page: Opener, large: str) -> Page:
    """A page for the large world in a browser without JavaScript."""
    return open_page(large, java_script_enabled=False)
