"""What a release holds: trees, trails, neighbours, menus and rendered texts, made once at publishing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from portal.content.problems import Problem, SeedError
from portal.content.publishing import publish
from portal.store.database import database
from portal.store.models import Activity, Document, Entry, Fact, LandingPage, Product, Solution, Topic

Build = Callable[[], None]
Find = Callable[[], list[Problem]]


@pytest.fixture
def build(world: Path, tmp_path: Path) -> Iterator[Build]:
    """Publish the world as it now is and open it."""
    yield lambda: database.open(publish(world, tmp_path / "state"))
    database.leave()


@pytest.fixture
def problems(world: Path, tmp_path: Path) -> Find:
    """What building the changed world complains of."""

    def find() -> list[Problem]:
        with pytest.raises(SeedError) as caught:
            publish(world, tmp_path / "state")
        return caught.value.problems

    return find


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def write_document(world: Path, path: str, title: str, order: int = 100, body: str = "正文。") -> None:
    file = world / "docs" / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: {title}\norder: {order}\nupdated: 2026-01-01\n---\n{body}\n", "utf-8")


def outline(tree: list[dict[str, Any]]) -> list[Any]:
    """The titles of a tree, those below a folder in a list behind it."""
    found: list[Any] = []
    for each in tree:
        found.append(each["title"])
        if "children" in each:
            found.append(outline(each["children"]))
    return found


def menu(slug: str) -> dict[str, Any]:
    return next(each for each in Fact.of("menus") if each["slug"] == slug)


def titles(panel: dict[str, Any]) -> dict[str, list[str]]:
    return {group["title"]: [item["title"] for item in group["items"]] for group in panel["groups"]}


def test_a_products_documents_stand_in_their_folders_in_order(build: Build) -> None:
    build()
    assert outline(Product["ecs"].tree) == [
        "产品简介", ["弹性云主机产品概述"], "用户指南", ["标签管理", ["标签设计原则及示例"], "登录弹性云主机"],
    ]


def test_order_decides_and_then_the_title(world: Path, build: Build) -> None:
    for name, title, order in [("a", "甲", 30), ("b", "乙", 30), ("c", "丙", 50)]:
        write_document(world, f"bms/guide/{name}", title, order)
    build()
    assert outline(Product["bms"].tree)[-1] == ["乙", "甲", "丙"]


def test_products_stand_category_by_category(build: Build) -> None:
    build()
    assert [row.slug for row in Product.select().order_by(Product.position)] == ["ecs", "bms", "disk", "waf"]


def test_a_product_without_documents_has_an_empty_tree(world: Path, build: Build) -> None:
    (world / "docs/waf/introduction/overview.md").unlink()
    rewrite(world / "products/storage/waf.yaml", "(/docs/waf/introduction/overview)", "(/docs/waf)")
    build()
    assert Product["waf"].tree == []


def test_a_folder_has_an_anchor_on_its_products_page(build: Build) -> None:
    build()
    guide = Product["ecs"].tree[1]
    assert (guide["anchor"], guide["children"][0]["anchor"]) == ("guide", "guide-tags")


def test_a_trail_leads_from_the_help_centre_to_the_folder(build: Build) -> None:
    build()
    assert Document["ecs/guide/tags/design"].trail == [
        ["帮助文档", "/docs/"], ["弹性云主机", "/docs/ecs"], ["用户指南", "/docs/ecs#guide"],
        ["标签管理", "/docs/ecs#guide-tags"],
    ]


def test_neighbours_follow_the_tree_and_end_with_the_product(build: Build) -> None:
    build()
    paths = ("introduction/overview", "guide/tags/design", "guide/login")
    first, middle, last = (Document[f"ecs/{path}"] for path in paths)
    assert first.neighbours() == (None, middle)
    assert middle.neighbours() == (first, last)
    assert last.neighbours() == (middle, None)


def test_a_single_document_has_no_neighbours(build: Build) -> None:
    build()
    assert Document["bms/introduction/overview"].neighbours() == (None, None)


def test_the_menu_of_products_comes_from_the_catalogue(build: Build) -> None:
    build()
    panel = menu("products")
    assert titles(panel) == {"计算": ["弹性云主机", "物理机"], "存储": ["云硬盘", "Web应用防火墙(独享版)"]}
    assert [group["url"].rpartition("/") for group in panel["groups"]] == [
        ("/products/categories", "/", "compute"), ("/products/categories", "/", "storage"),
    ]
    assert panel["groups"][0]["items"][0]["badge"] == "HOT"


def test_a_new_product_is_in_the_menu(world: Path, build: Build) -> None:
    text = (world / "products/compute/bms.yaml").read_text("utf-8")
    (world / "products/compute/gpu.yaml").write_text(text.replace("title: 物理机", "title: GPU云主机"), "utf-8")
    build()
    assert titles(menu("products"))["计算"] == ["弹性云主机", "物理机", "GPU云主机"]


def test_the_menu_of_solutions_comes_from_the_solutions(build: Build) -> None:
    build()
    assert titles(menu("solutions")) == {"通用解决方案": ["企业上云解决方案"]}


def test_the_menu_of_activities_knows_when_each_is_valid(build: Build) -> None:
    build()
    hot, free = menu("activities")["groups"]
    assert [(item["starts"], item["ends"]) for item in hot["items"]] == [
        ("2026-08-01", "2026-08-31"), ("2027-01-01", "2027-01-31"),
    ]
    assert (free["items"][0]["starts"], free["items"][0]["ends"]) == ("2026-01-01", "")


def test_a_menu_written_by_hand_keeps_its_words(build: Build) -> None:
    build()
    item = menu("support")["groups"][0]["items"][0]
    assert (item["title"], item["url"], item["badge"], item["text"]) == (
        "在线支持", "/support/online", "NEW", "随时找得到人",
    )


def test_a_way_out_of_the_site_is_marked_and_has_its_address(build: Build) -> None:
    build()
    entry = menu("support")["entries"][0]
    assert (entry["url"], entry["away"]) == ("https://console.example.com/", True)
    assert [(link["url"], link["away"]) for link in Fact.of("site")["tools"]] == [
        ("/docs/", False), ("https://console.example.com/", True),
    ]


def test_the_strip_knows_until_when_its_activity_runs(build: Build) -> None:
    build()
    strip = Fact.of("site")["strip"]
    assert (strip["starts"], strip["ends"], strip["link"]["url"]) == ("2026-08-01", "2026-08-31", "/activities/summer")


def test_a_strip_that_leads_elsewhere_has_no_dates(world: Path, build: Build) -> None:
    rewrite(world / "site.yaml", "to: /activities/summer", "to: /products/ecs")
    build()
    assert "starts" not in Fact.of("site")["strip"]


def test_a_qr_code_is_a_drawing(build: Build) -> None:
    build()
    drawing = HTMLParser(Fact.of("codes")["store"])
    assert len(drawing.css("svg path")) >= 1


def test_the_moments_at_which_activities_turn_are_kept(build: Build) -> None:
    build()
    starts = datetime(2026, 7, 31, 16, tzinfo=UTC).timestamp()
    after = datetime(2026, 8, 31, 16, tzinfo=UTC).timestamp()
    assert {starts, after} <= set(Fact.of("release")["turns"])


def test_every_page_can_be_found_once(build: Build) -> None:
    build()
    rows = [*Product.select(), *Solution.select(), *Activity.select(), *LandingPage.select(), *Document.select()]
    assert sorted(row.url for row in rows) == sorted(entry.url for entry in Entry.select())


def test_hot_words_are_those_that_are_hot_in_the_order_of_the_file(build: Build) -> None:
    build()
    assert Topic.hot() == ["云主机", "云服务总线CSB"]


def test_an_identifier_outlives_a_move(world: Path, build: Build) -> None:
    rewrite(world / "docs/ecs/guide/login.md", "order: 20", "order: 20\nid: ecs-login")
    (world / "docs/ecs/guide/login.md").rename(world / "docs/ecs/guide/tags/login.md")
    build()
    assert Document.get(Document.identifier == "ecs-login").url == "/docs/ecs/guide/tags/login"


def test_a_document_is_rendered_with_its_contents_and_summary(build: Build) -> None:
    build()
    document = Document["ecs/introduction/overview"]
    body = HTMLParser(document.body)
    assert [title for _, _, title in document.contents] == ["规格", "限制"]
    assert all(body.css_first(f"#{name}") for _, name, _ in document.contents)
    assert document.summary == "弹性云主机是随时可以开通的虚拟服务器，支持GPU计算型gn7i实例。"


@pytest.mark.parametrize(("written", "address"), [
    ("login.md", "/docs/ecs/guide/login"), ("login", "/docs/ecs/guide/login"), ("./login.md", "/docs/ecs/guide/login"),
    ("login.md#bu-zhou", "/docs/ecs/guide/login#bu-zhou"), ("tags/design.md", "/docs/ecs/guide/tags/design"),
    ("../introduction/overview.md", "/docs/ecs/introduction/overview"), ("../../disk/introduction/overview.md",
    "/docs/disk/introduction/overview"), ("/products/ecs", "/products/ecs"), ("#a", "#a"), ("/", "/"),
    ("https://example.com/x", "https://example.com/x"), ("mailto:a@example.com", "mailto:a@example.com"),
    ("/support/online#a", "/support/online#a"), ("/topics/云主机", "/topics/%E4%BA%91%E4%B8%BB%E6%9C%BA"),
])
def test_a_link_leads_where_it_says(world: Path, build: Build, written: str, address: str) -> None:
    write_document(world, "ecs/guide/links", "链接", body=f"[x]({written})")
    build()
    assert HTMLParser(Document["ecs/guide/links"].body).css_first("a").attributes["href"] == address


@pytest.mark.parametrize("target", [
    "nowhere", "login.html", "../login", "/products/none", "/docs/ecs/guide", "//example.com/", "/../etc/passwd",
    "../../../../../etc/passwd", "ftp://example.com/", "/topics/没有的词", "/search?q=%00",
])
def test_a_link_that_leads_nowhere_is_reported_with_its_line(world: Path, problems: Find, target: str) -> None:
    write_document(world, "ecs/guide/links", "链接", body=f"第一行\n第二行\n\n- [x]({target})")
    found = problems()
    assert [(each.file, each.line) for each in found] == [(world / "docs/ecs/guide/links.md", 9)]
    assert target.removesuffix("%00") in found[0].message


def test_a_link_in_the_middle_of_a_paragraph_has_its_own_line(world: Path, problems: Find) -> None:
    write_document(world, "ecs/guide/links", "链接", body="第一行\n第二行\n第三行[x](nowhere)\n第四行[y](neither)")
    assert [each.line for each in problems()] == [8, 9]


@pytest.mark.parametrize(("file", "old"), [
    ("products/compute/ecs.yaml", "弹性云主机用来跑业务。"), ("solutions/enterprise.yaml", "用云主机承载业务"),
    ("activities/summer.yaml", "参与步骤：登录后领取。"), ("sections/support/online.yaml", "拨打热线，或提交工单。"),
    ("sections/support/_index.yaml", "拨打热线，或提交工单。"),
])
def test_a_dead_link_in_a_yaml_text_names_its_file(world: Path, problems: Find, file: str, old: str) -> None:
    rewrite(world / file, old, f"{old}[x](/nowhere)")
    assert [(each.file, each.message) for each in problems()] == [(world / file, "链接 /nowhere 没有目标")]


def test_all_dead_links_of_all_files_are_told_at_once(world: Path, problems: Find) -> None:
    write_document(world, "ecs/guide/a", "甲", body="[x](n1) [y](n2)")
    write_document(world, "bms/guide/b", "乙", body="[z](n3)")
    assert sorted(each.message[3:5] for each in problems()) == ["n1", "n2", "n3"]


HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


def test_hostile_words_are_kept_as_words(world: Path, build: Build) -> None:
    write_document(world, "ecs/guide/hostile", "'" + HOSTILE.replace("'", "''") + "'", body=HOSTILE)
    build()
    document = Document["ecs/guide/hostile"]
    assert document.title == HOSTILE
    assert {node.tag for node in HTMLParser(document.body).css("body *")} == {"p"}
    assert document.summary == HOSTILE
