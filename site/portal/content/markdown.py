"""Markdown as editors write it, rendered to clean HTML once, at publishing."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pypinyin import lazy_pinyin

NOTICES = {"note": "说明", "tip": "提示", "warning": "注意", "danger": "警告"}
_TAGS = set(
    "a p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong s del sup sub table thead tbody tr th td"
    " div span section input img aside figure figcaption".split()
)
_CLASS = {"class"}
_ATTRIBUTES = {
    "a": {"href", "title", "class", "id"},
    "img": {"src", "alt", "title", "width", "height"},
    "th": {"class", "scope"}, "td": {"class"}, "ol": {"start", "class"}, "li": {"class", "id"},
    "input": {"type", "checked", "disabled", "class"},
    **{tag: {"id", "class"} for tag in ("h2", "h3", "h4", "h5", "h6", "section")},
    "div": {"class", "role", "tabindex", "aria-label"},
    **dict.fromkeys(("span", "pre", "code", "aside", "p", "ul", "sup", "hr", "table"), _CLASS),
}
_ALIGNMENT = re.compile(r'style="text-align:(left|center|right)"')


@dataclass
class Rendered:
    """A rendered text: clean `html`, its `contents` (level, anchor, title) and what a search reads."""

    html: str
    contents: list[tuple[int, str, str]] = field(default_factory=list)
    headings: str = ""
    text: str = ""
    summary: str = ""
    links: list[tuple[str, int]] = field(default_factory=list)


def _code(source: str, language: str, _attributes: str) -> str:
    if not language:
        return ""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    inner: str = highlight(source, lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="highlight"><code class="language-{html.escape(language)}">{inner}</code></pre>'


def _notice(renderer: Any, tokens: list[Token], at: int, _options: Any, _environment: Any) -> str:
    if tokens[at].nesting < 0:
        return "</div></aside>\n"
    kind, _, title = tokens[at].info.strip().partition(" ")
    heading = html.escape(title or NOTICES[kind])
    return f'<aside class="notice notice-{kind}"><p class="notice-title">{heading}</p><div>'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"highlight": _code, "html": False})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin).use(tasklists_plugin)
    for kind in NOTICES:
        parser.use(container_plugin, kind, render=_notice)
    return parser


_PARSER = _parser()


def anchor(title: str, taken: set[str]) -> str:
    """A readable, unique anchor for a heading: pinyin for Han characters, letters and digits kept."""
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(title)).lower())
    name = base = "-".join(words)[:60].strip("-") or "section"
    number = 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def render(source: str, address_of: Callable[[str], str] = str) -> Rendered:
    """The Markdown `source` as HTML that carries no script, no style and no unknown scheme.

    `address_of` turns each link as written into the address it leads to. `links` in the result has
    every link with the line it stands on, counted from 0.
    """
    tokens = _PARSER.parse(source)
    rendered = Rendered("")
    taken: set[str] = set()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.tag = tokens[at + 2].tag = f"h{max(2, int(token.tag[1]))}"  # h1 is the page's title
            _enter_heading(token, tokens[at + 1], taken, rendered)
        elif token.type == "inline":
            _enter_links(token, address_of, rendered)
            if not rendered.summary and tokens[at - 1].type == "paragraph_open" and token.level == 1:
                rendered.summary = _plain(token)
    rendered.text = _text(tokens)
    rendered.headings = "\n".join(title for _, _, title in rendered.contents)
    rendered.html = clean(_scrolling_tables(_PARSER.renderer.render(tokens, _PARSER.options, {})))
    return rendered


def clean(markup: str) -> str:
    """`markup` with only the tags, attributes and schemes that a document may have."""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def _enter_heading(token: Token, inline: Token, taken: set[str], rendered: Rendered) -> None:
    level = int(token.tag[1])
    title = _plain(inline)
    name = anchor(title, taken)
    token.attrSet("id", name)
    rendered.contents.append((level, name, title))


def _enter_links(inline: Token, address_of: Callable[[str], str], rendered: Rendered) -> None:
    line = inline.map[0] if inline.map else 0
    for child in inline.children or []:
        line += child.type.endswith("break")
        if child.type == "link_open":
            target = str(child.attrGet("href"))
            rendered.links.append((target, line))
            child.attrSet("href", address_of(target))


def _plain(inline: Token) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline") else " " if child.type.endswith("break") else ""
        for child in inline.children or []
    ).strip()


def _text(tokens: list[Token]) -> str:
    """The text of all blocks, a line each, a table's row on one line, code included."""
    lines = []
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            lines.append(" · ".join(filter(None, cells)))
            cells = None
        elif token.type == "inline":
            (lines if cells is None else cells).append(_plain(token))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.strip())
    return "\n".join(filter(None, lines))


def _scrolling_tables(markup: str) -> str:
    markup = _ALIGNMENT.sub(r'class="align-\1"', markup)
    return markup.replace(
        "<table>", '<div class="table-scroll" role="region" tabindex="0" aria-label="表格"><table>'
    ).replace("</table>", "</table></div>")
