"""Markdown comes out as clean HTML, with the anchors, links and text that the rest of the portal needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from portal.content.markdown import NOTICES, anchor, clean, render


def rendered(source: str) -> HTMLParser:
    return HTMLParser(render(source).html)


def the(tree: HTMLParser, selector: str) -> Node:
    """The only element that the selector finds."""
    found = tree.css(selector)
    assert len(found) == 1, (selector, tree.html)
    return found[0]


ACTING = {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "link", "meta"}


def assert_harmless(markup: str) -> None:
    for node in HTMLParser(markup).css("body *"):
        assert node.tag not in ACTING
        for name, value in node.attributes.items():
            assert not name.startswith(("on", "hx-", "style", "srcset", "data-")), (name, value)
            if name in ("href", "src"):
                scheme = (value or "").partition(":")[0].strip().lower() if ":" in (value or "") else ""
                assert "/" in scheme or scheme in ("", "http", "https", "mailto", "tel"), value


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<style>*{}</style>",
    "<iframe src=//evil.example></iframe>", "<a href='javascript:alert(1)'>x</a>",
    "<div style='position:fixed'>x</div>", "<base href=//evil.example/>", "<form action=/x><input name=q>",
    "<b onclick=x>y</b>", "<!-- --!><script>x</script>",
    "<math><mtext><script>x</script></mtext></math>", "<div hx-get=/x hx-trigger=load>x</div>", "<a data-x=1>x</a>",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_html_in_markdown_is_shown_as_written(source: str) -> None:
    tree = rendered(f"前 {source} 后")
    assert {node.tag for node in tree.css("body *")} == {"p"}
    assert the(tree, "p").text() == f"前 {source} 后"


@pytest.mark.parametrize("wrapped", ["## {}", "- {}", "> {}", "|a|\n|-|\n|{}|", "[{}](/)", "`{}`", ":::note {}\nx"])
@pytest.mark.parametrize("source", HOSTILE[:3])
def test_html_is_harmless_wherever_it_stands(wrapped: str, source: str) -> None:
    assert_harmless(render(wrapped.format(source)).html)


@pytest.mark.parametrize("source", HOSTILE)
def test_clean_leaves_nothing_that_acts(source: str) -> None:
    assert_harmless(clean(source))


@pytest.mark.parametrize("target", [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java\tscript:alert(1)", "vbscript:x",
    "data:text/html,<script>alert(1)</script>", "data:image/svg+xml;base64,AA", "file:///etc/passwd", "<javascript:x>",
    "blob:x", "view-source:x", "\x01javascript:x",
])
@pytest.mark.parametrize("form", ["[x]({})", "![x]({})", "<{}>", "[x][1]\n\n[1]: {}"])
def test_a_link_runs_nothing(form: str, target: str) -> None:
    assert_harmless(render(form.format(target)).html)


@pytest.mark.parametrize("target", ["/products/ecs", "https://example.com/?b=c&d=e", "mailto:a@b.cn", "tel:1", "#a"])
def test_an_honest_link_stays(target: str) -> None:
    assert the(rendered(f"[x]({target})"), "a").attributes["href"] == target


def test_a_link_cannot_break_out_of_its_attribute() -> None:
    link = the(rendered('[x](/a"onmouseover="y "t\\"onclick=\\"z")'), "a")
    assert set(link.attributes) <= {"href", "title", "rel"}


def test_a_link_tells_the_other_site_nothing() -> None:
    assert the(rendered("[x](https://example.com/)"), "a").attributes["rel"] == "noopener"


@given(st.text(alphabet=st.sampled_from("[]()<>!#*`|:-\n\"'&;/\\ ajsvcript=onx云^~1."), max_size=80))
def test_no_markdown_becomes_anything_that_acts(source: str) -> None:
    assert_harmless(render(source).html)


def test_links_go_where_address_of_sends_them() -> None:
    result = render("[a](one.md) [b](/two)", lambda target: f"/docs/{target.strip('/')}")
    assert [link.attributes["href"] for link in HTMLParser(result.html).css("a")] == ["/docs/one.md", "/docs/two"]


def test_links_are_kept_as_written_with_their_lines() -> None:
    source = "# 题\n\n第一行\n第二行[a](a)\n第三行 [b](b)\n\n- x\n- [c](c)\n\n| x |\n|---|\n| [d](d) |\n\n> [e](e)\n"
    assert render(source).links == [("a", 3), ("b", 4), ("c", 7), ("d", 11), ("e", 13)]


def test_links_in_footnotes_and_notices_are_kept_too() -> None:
    source = ":::tip\n[a](a)\n:::\n\n文[^1]\n\n[^1]: 见 [b](b)\n"
    assert set(render(source).links) == {("a", 1), ("b", 6)}


def test_links_in_code_are_no_links() -> None:
    assert render("`[a](a)`\n\n```\n[b](b)\n```\n").links == []


def test_headings_have_readable_anchors() -> None:
    assert anchor("使用 SSH 密钥登录", set()) == "shi-yong-ssh-mi-yao-deng-lu"


@pytest.mark.parametrize("title", ["", "！？", "🎉", "<>", " "])
def test_a_heading_without_a_word_has_an_anchor(title: str) -> None:
    assert anchor(title, set()) == "section"


def test_anchors_are_unique() -> None:
    taken: set[str] = set()
    assert [anchor("步骤", taken) for _ in range(3)] == ["bu-zhou", "bu-zhou-2", "bu-zhou-3"]
    assert taken == {"bu-zhou", "bu-zhou-2", "bu-zhou-3"}


@given(st.text(max_size=200))
def test_any_title_makes_an_anchor_that_an_address_can_carry(title: str) -> None:
    name = anchor(title, set())
    assert 0 < len(name) <= 60
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_every_heading_in_the_contents_is_where_its_anchor_says() -> None:
    result = render("# 一\n\n## 二\n\n### 三\n\n###### 六\n\n标题\n====\n\n## 二\n\n> ## 引\n")
    tree = HTMLParser(result.html)
    assert [(level, title) for level, _, title in result.contents] == [
        (2, "一"), (2, "二"), (3, "三"), (6, "六"), (2, "标题"), (2, "二"), (2, "引"),
    ]
    for level, name, title in result.contents:
        assert the(tree, f"h{level}#{name}").text() == title


def test_a_heading_is_named_without_its_marks() -> None:
    assert render("## **粗** `code` [链接](/) \\*星\\*").contents[0][2] == "粗 code 链接 *星*"


@pytest.mark.parametrize(("kind", "title"), NOTICES.items())
def test_a_notice_has_its_kind_and_title(kind: str, title: str) -> None:
    tree = rendered(f":::{kind}\n正文\n:::\n")
    assert the(tree, f"aside.notice.notice-{kind} > p.notice-title").text() == title
    assert the(tree, "aside > div > p").text() == "正文"


def test_a_notice_may_have_a_title_of_its_own() -> None:
    assert the(rendered(":::warning 先 <b>备份</b>\nx\n:::"), ".notice-title").text() == "先 <b>备份</b>"


@pytest.mark.parametrize("opening", [":::secret", ":::noteworthy", "::note", ":::", ':::note" onclick="x'])
def test_an_unknown_notice_is_text(opening: str) -> None:
    tree = rendered(f"{opening}\n正文\n:::\n")
    assert not tree.css("aside")
    assert "正文" in the(tree, "body").text()


def test_a_notice_left_open_ends_with_the_text() -> None:
    assert the(rendered(":::note\n正文"), "aside > div > p").text() == "正文"


def test_a_table_can_be_scrolled_with_the_keyboard() -> None:
    tree = rendered("| 名 | 值 |\n|:---|---:|\n| a | 1 |\n| b | 2 |\n")
    around = the(tree, "div.table-scroll")
    assert (around.attributes["role"], around.attributes["tabindex"]) == ("region", "0")
    assert around.attributes["aria-label"]
    assert [cell.text() for cell in around.css("table > tbody td")] == ["a", "1", "b", "2"]


def test_a_column_is_aligned_without_a_style() -> None:
    tree = rendered("| 名 | 值 | 中 |\n|:---|---:|:-:|\n| a | 1 | x |\n")
    assert [cell.attributes["class"] for cell in tree.css("td")] == ["align-left", "align-right", "align-center"]
    assert not tree.css("[style]")


def test_a_table_in_code_is_code() -> None:
    tree = rendered('```html\n<table><td style="text-align:left">x</td></table>\n```\n')
    assert not tree.css("table, .table-scroll, .align-left")
    assert the(tree, "pre").text().strip() == '<table><td style="text-align:left">x</td></table>'


def test_code_is_coloured_in_its_language() -> None:
    tree = rendered('```bash\necho "hello" # 问好\n```\n')
    assert the(tree, "pre.highlight > code.language-bash").text() == 'echo "hello" # 问好\n'
    assert tree.css("pre.highlight span")


@pytest.mark.parametrize("language", ["", "nonsense", '"><script>x</script>', "c++", "a onclick=x", "云", "\\\"'"])
def test_code_in_any_language_stays_what_it_is(language: str) -> None:
    source = 'if (a < b && c) { "<script>" }\n'
    tree = rendered(f"```{language}\n{source}```\n")
    assert the(tree, "pre > code").text() == source
    assert not tree.css("script")


def test_indented_code_is_code() -> None:
    assert the(rendered("文\n\n    <b>x</b>\n"), "pre > code").text() == "<b>x</b>\n"


def test_a_footnote_leads_there_and_back() -> None:
    tree = rendered("文[^1]。\n\n[^1]: 注。\n")
    there = the(tree, "sup.footnote-ref > a")
    note = the(tree, "section.footnotes li" + (there.attributes["href"] or ""))
    back = the(tree, "a.footnote-backref").attributes["href"]
    assert note.text().startswith("注。")
    assert back == f"#{there.attributes['id']}"


def test_a_footnote_without_a_text_is_text() -> None:
    assert the(rendered("文[^1]"), "p").text() == "文[^1]"


def test_a_task_list_shows_what_is_done_and_cannot_be_changed() -> None:
    boxes = rendered("- [ ] 未做\n- [x] 做了\n- 普通\n").css("li.task-list-item > input[type=checkbox]")
    assert ["checked" in box.attributes for box in boxes] == [False, True]
    assert all("disabled" in box.attributes for box in boxes)


@pytest.mark.parametrize(("source", "selector"), [
    ("**粗**", "strong"), ("*斜*", "em"), ("~~删~~", "s"), ("> 引", "blockquote"), ("---", "hr"),
    ("1. 一", "ol > li"), ("- 一", "ul > li"), ("甲  \n乙", "p > br"), ("![图](/a.png)", "img[alt=图]"),
])
def test_the_usual_marks_work(source: str, selector: str) -> None:
    the(rendered(source), selector)


def test_a_list_may_begin_at_another_number() -> None:
    assert the(rendered("3. 三\n4. 四\n"), "ol").attributes["start"] == "3"


def test_the_summary_is_the_first_paragraph() -> None:
    assert render("## 题\n\n- 列表\n\n第一段\n有**两行**。\n\n第二段。").summary == "第一段 有两行。"


def test_search_reads_every_block() -> None:
    source = (
        "## 题\n\n段 `a.b`\n\n- 项\n\n| 列 |\n|---|\n| 格 |\n\n```\ncode <x>\n```\n\n"
        ":::note\n告示\n:::\n\n文[^1]\n\n[^1]: 注\n"
    )
    assert {"题", "段 a.b", "项", "列", "格", "code <x>", "告示", "文", "注"} <= set(render(source).text.split("\n"))


def test_headings_are_given_to_the_search_apart() -> None:
    assert render("## 甲\n\n文\n\n### 乙\n").headings == "甲\n乙"


@pytest.mark.parametrize("source", ["", " \n\n", "\0", "[", "|", "```", ":::note", "#" * 9, ">" * 200 + "x", "[" * 500])
def test_odd_sources_are_rendered_without_an_accident(source: str) -> None:
    assert_harmless(render(source).html)
