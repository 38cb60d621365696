"""What tests ask of a page more than once."""

from playwright.sync_api import CDPSession, Page, Request

QUIET = 300  # milliseconds: twice as long as the search form waits for the next letter


def requests_of(page: Page, path: str) -> list[Request]:
    """The requests of `path` that the page makes from now on; the list grows."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if path_of(request.url) == path else None)
    return found


def path_of(url: str) -> str:
    return "/" + url.split("?")[0].split("/", 3)[3]


def titles(page: Page) -> list[str]:
    """The titles of the results that are on the page."""
    found: list[str] = page.locator("#results .result h2").all_inner_texts()
    return found


def mark(page: Page) -> None:
    """Leave a mark in the window, gone as soon as another document is loaded."""
    page.evaluate("() => { window.marked = true; }")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("() => window.marked === true"))


class InputMethod:
    """A Chinese input method: letters that are being composed, then the words that they become."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)

    def compose(self, letters: str) -> None:
        """Show `letters` one after another as a composition that is not finished."""
        for end in range(1, len(letters) + 1):
            self._show(letters[:end])

    def commit(self, words: str) -> None:
        """End the composition with `words`."""
        self._session.send("Input.insertText", {"text": words})

    def cancel(self) -> None:
        """End the composition with nothing."""
        self._show("")

    def press(self, key: str) -> None:
        """Press a key that the input method takes for itself: the page hears of key code 229."""
        for kind in ("rawKeyDown", "keyUp"):
            self._session.send("Input.dispatchKeyEvent", {
                "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229,
            })

    def _show(self, letters: str) -> None:
        self._session.send("Input.imeSetComposition", {
            "text": letters, "selectionStart": len(letters), "selectionEnd": len(letters),
        })
