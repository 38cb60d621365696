"""The seed as a whole: file names are addresses, and every name in it means something."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from conftest import WORLD
from portal.content.problems import Problem, SeedError
from portal.content.seed import RESERVED_SECTIONS, Seed, load


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, (file, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def problems(world: Path) -> Callable[[], list[Problem]]:
    """What is wrong with the changed world."""

    def find() -> list[Problem]:
        with pytest.raises(SeedError) as caught:
            load(world)
        return caught.value.problems

    return find


@pytest.fixture
def problem(problems: Callable[[], list[Problem]]) -> Callable[[], Problem]:
    """The only thing that is wrong with the changed world."""

    def find() -> Problem:
        found = problems()
        assert len(found) == 1, found
        return found[0]

    return find


Find = Callable[[], Problem]
FindAll = Callable[[], list[Problem]]


@pytest.fixture(scope="module")
def seed() -> Seed:
    return load(WORLD)


def test_everything_is_read_by_its_file_name(seed: Seed) -> None:
    assert set(seed.products) == {"ecs", "bms", "disk", "waf"}
    assert seed.category_of == {"ecs": "compute", "bms": "compute", "disk": "storage", "waf": "storage"}
    assert set(seed.pages) == {"support/", "support/online"}
    assert "ecs/guide/tags/design" in seed.documents


def test_folders_have_their_own_title_or_the_common_one(seed: Seed) -> None:
    assert {place: folder.title for place, folder in seed.folders.items() if place.startswith("ecs/")} == {
        "ecs/introduction": "产品简介", "ecs/guide": "用户指南", "ecs/guide/tags": "标签管理",
    }


def test_a_document_knows_the_line_its_text_begins_on(seed: Seed) -> None:
    document = seed.documents["ecs/guide/login"]
    assert document.first_line == 7
    assert document.body.splitlines()[0] == "用密码或密钥登录云主机。"


def test_addresses_are_those_that_an_editor_may_link_to(seed: Seed) -> None:
    assert {"/", "/products/ecs", "/docs/ecs", "/docs/ecs/guide/login", "/support/", "/support/online",
            "/products/categories/compute", "/activities/summer", "/topics/云服务总线CSB"} <= seed.addresses()
    assert not {"/products/none", "/docs/ecs/guide", "/topics/none"} & seed.addresses()


@pytest.mark.parametrize(("file", "old", "new", "what"), [
    ("products/compute/ecs.yaml", "related: [disk]", "related: [disc]", "产品"),
    ("solutions/enterprise.yaml", "products: [ecs, disk]", "products: [ecs, dsik]", "产品"),
    ("solutions/enterprise.yaml", "ecs/introduction/overview", "ecs/introduction/over", "文档"),
    ("activities/summer.yaml", "products: [ecs]", "products: [esc]", "产品"),
    ("sections/support/online.yaml", "to: /docs/", "to: /doks/", "站内地址"),
    ("sections/support/online.yaml", "products: [ecs]", "products: [ecs2]", "产品"),
    ("sections/support/online.yaml", "documents: [ecs/", "documents: [ecz/", "文档"),
    ("site.yaml", "to: /activities/summer", "to: /activities/sumer", "站内地址"),
    ("site.yaml", "{title: 控制中心, external: console}", "{title: 控制中心, external: konsole}", "站外地址"),
    ("site.yaml", "icon: clock, to: /support/online", "icon: clock, to: /support/on", "站内地址"),
    ("site.yaml", "to: /products/ecs", "to: /products/esc", "站内地址"),
    ("site.yaml", "{title: 法律声明, to: /support/online}", "{title: 法律声明, to: /suport/online}", "站内地址"),
    ("site.yaml", "{title: 法律声明, to: /support/online}", "{title: 法律声明, to: /online}", "站内地址"),
    ("site.yaml", "{text: 备案号, external: console}", "{text: 备案号, external: consol}", "站外地址"),
    ("site.yaml", "activity: summer", "activity: summr", "活动"),
    ("site.yaml", "featured_products: [ecs", "featured_products: [eks", "产品"),
    ("site.yaml", "recommended_products: [ecs", "recommended_products: [eks", "产品"),
    ("site.yaml", "recommended_documents: [ecs", "recommended_documents: [eks", "文档"),
    ("menus.yaml", "to: /solutions/,", "to: /solution/,", "站内地址"),
    ("menus.yaml", "{title: 进入控制中心, external: console}", "{title: 进入控制中心, external: cons}", "站外地址"),
    ("menus.yaml", "to: /support/online", "to: /support/onlin", "站内地址"),
])
def test_a_name_that_means_nothing_is_reported_on_its_line(
    world: Path, problem: Find, file: str, old: str, new: str, what: str
) -> None:
    rewrite(world / file, old, new)
    found = problem()
    lines = (world / file).read_text("utf-8").splitlines()
    assert (found.file, found.line) == (world / file, next(at for at, each in enumerate(lines, 1) if new in each))
    assert what in found.message


@pytest.mark.parametrize(("wrong", "remedy"), [
    ("dsik", "是不是 disk？"), ("disks", "是不是 disk？"),
    ("wa", "是不是 waf？"), ("quite-another", "检查拼写，或先建好它"),
])
def test_the_nearest_name_is_suggested(world: Path, problem: Find, wrong: str, remedy: str) -> None:
    rewrite(world / "products/compute/ecs.yaml", "related: [disk]", f"related: [{wrong}]")
    assert problem().remedy == remedy


def test_a_wrong_name_is_not_taken_for_a_part_of_a_right_one(world: Path, problem: Find) -> None:
    rewrite(world / "products/compute/ecs.yaml", "related: [disk]", "related: [ec]")
    assert (problem().line, problem().column) == (15, 11)


def test_an_address_is_not_taken_for_the_beginning_of_another(world: Path, problem: Find) -> None:
    rewrite(world / "menus.yaml", "      - title: 基础服务", "      - title: 基础服务\n        to: /support")
    assert problem().line == 13


def test_a_wrong_name_used_twice_is_told_once(world: Path, problem: Find) -> None:
    rewrite(world / "products/compute/ecs.yaml", "related: [disk]", "related: [none, none]")
    assert problem().line == 15


def test_a_link_may_lead_into_a_page(world: Path) -> None:
    rewrite(world / "sections/support/online.yaml", "to: /docs/", "to: /docs/ecs#guide")
    assert load(world)


def test_a_group_of_a_menu_may_lead_somewhere(world: Path, problem: Find) -> None:
    rewrite(world / "menus.yaml", "- title: 基础服务", "- title: 基础服务\n        to: /suport/")
    assert "/suport/" in problem().message


def test_all_problems_of_all_files_are_told_at_once(world: Path, problems: FindAll) -> None:
    rewrite(world / "activities/summer.yaml", "order: 10", "order: x")
    rewrite(world / "products/storage/waf.yaml", "title:", "titel:")
    rewrite(world / "docs/ecs/guide/login.md", "order: 20", "order: y")
    assert {each.file.name for each in problems()} == {"summer.yaml", "waf.yaml", "login.md"}


def test_a_file_that_is_missing_is_named(world: Path, problem: Find) -> None:
    (world / "topics.yaml").unlink()
    assert problem().file == world / "topics.yaml"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="PORTAL_SEED"):
        load(tmp_path / "none")


BAD_NAMES = ["ECS", "云主机", "a b", "a_b", "-a", "a-", "a--b", "a.b", "a'b", "<b>", "a&b", "a%2fb", "é", "a\nb"]


@pytest.mark.parametrize("name", BAD_NAMES)
@pytest.mark.parametrize("like", [
    "products/compute/ecs.yaml", "activities/summer.yaml", "solutions/enterprise.yaml", "sections/support/online.yaml",
])
def test_a_file_name_is_an_address(world: Path, problem: Find, like: str, name: str) -> None:
    copy(world / like, (world / like).with_name(f"{name}.yaml"))
    assert "文件名就是地址" in problem().message


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_document_name_is_an_address(world: Path, problem: Find, name: str) -> None:
    copy(world / "docs/ecs/guide/login.md", world / "docs/ecs/guide" / f"{name}.md")
    assert "文档的路径就是地址" in problem().message


@pytest.mark.parametrize("folder", ["docs/ecs/Guide", "docs/ecs/用户指南", "docs"])
def test_a_document_stands_in_a_folder_of_its_product(world: Path, problem: Find, folder: str) -> None:
    (world / folder).mkdir(exist_ok=True)
    copy(world / "docs/ecs/guide/login.md", world / folder / "login.md")
    assert "文档的路径就是地址" in problem().message


@pytest.mark.parametrize("folder", ["products/Compute_2", "sections/支持"])
def test_a_folder_name_is_an_address_too(world: Path, problems: FindAll, folder: str) -> None:
    (world / folder).mkdir()
    like = "products/compute/_index.yaml" if folder.startswith("products") else "sections/support/_index.yaml"
    copy(world / like, world / folder)
    assert "就是地址" in problems()[0].message


def test_documents_of_a_product_that_is_not_there_are_refused(world: Path, problems: FindAll) -> None:
    (world / "docs/disc/guide").mkdir(parents=True)
    copy(world / "docs/ecs/guide/login.md", world / "docs/disc/guide/login.md")
    found = problems()
    assert [(each.message, each.remedy) for each in found] == [("docs/disc 不是任何产品的文件名", "是不是 disk？")]


def test_a_folder_of_documents_has_a_title(world: Path, problem: Find) -> None:
    (world / "docs/ecs/odd").mkdir()
    copy(world / "docs/ecs/guide/login.md", world / "docs/ecs/odd/login.md")
    assert problem().message == "文件夹 docs/ecs/odd 没有标题"


@pytest.mark.parametrize("text", ["", "正文", "---\ntitle: 题\n正文", "\n---\ntitle: 题\nupdated: 2026-01-01\n---\n"])
def test_a_document_begins_with_its_front_matter(world: Path, problem: Find, text: str) -> None:
    (world / "docs/ecs/guide/login.md").write_text(text, "utf-8")
    assert "两行 ---" in problem().message


def test_a_rule_in_a_document_does_not_end_its_front_matter(world: Path) -> None:
    rewrite(world / "docs/ecs/guide/login.md", "## 步骤", "---\n\n## 步骤")
    assert load(world).documents["ecs/guide/login"].front.title == "登录弹性云主机"


def test_a_document_with_windows_line_ends_is_read(world: Path) -> None:
    file = world / "docs/ecs/guide/login.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(world).documents["ecs/guide/login"].first_line == 7


def test_a_mistake_in_front_matter_is_on_its_line_of_the_file(world: Path, problem: Find) -> None:
    rewrite(world / "docs/ecs/guide/login.md", "order: 20", "order: zwanzig")
    assert (problem().line, problem().column) == (3, 8)


def test_a_product_stands_in_one_category(world: Path, problem: Find) -> None:
    copy(world / "products/compute/ecs.yaml", world / "products/storage/ecs.yaml")
    assert "在另一个类别里已经有了" in problem().message


def test_a_category_has_an_index(world: Path, problems: FindAll) -> None:
    (world / "products/storage/_index.yaml").unlink()
    assert {each.message for each in problems()} == {"类别 storage 没有 _index.yaml"}


def test_a_product_is_not_called_like_the_list_of_categories(world: Path, problem: Find) -> None:
    copy(world / "products/compute/ecs.yaml", world / "products/compute/categories.yaml")
    assert "categories" in problem().message


@pytest.mark.parametrize("section", sorted(RESERVED_SECTIONS))
def test_a_section_takes_no_address_of_another_page(world: Path, problems: FindAll, section: str) -> None:
    (world / "sections" / section).mkdir()
    copy(world / "sections/support/online.yaml", world / "sections" / section / "ecs.yaml")
    assert {each.message for each in problems()} == {f"栏目不能叫 {section}，这个地址另有用处"}


def test_every_first_part_of_an_address_is_reserved() -> None:
    assert {"products", "solutions", "activities", "docs", "search", "topics", "static", "follow"} <= RESERVED_SECTIONS


def test_an_id_belongs_to_one_document(world: Path, problem: Find) -> None:
    rewrite(world / "docs/ecs/guide/login.md", "order: 20", "order: 20\nid: ecs/introduction/overview")
    assert "已被" in problem().message


def test_a_topic_is_written_once(world: Path, problem: Find) -> None:
    rewrite(world / "topics.yaml", "  - {word: 云主机}\n", "  - {word: 云主机}\n  - {word: 云主机, hot: false}\n")
    assert problem().message == "“云主机” 写了两遍"


def test_other_files_beside_the_seed_do_not_matter(world: Path) -> None:
    (world / "docs/ecs/guide/picture.png").write_bytes(b"\x89PNG")
    (world / "README.txt").write_bytes(b"\xff\xfe")
    (world / "products/compute/ecs.yaml~").write_text("[")
    assert load(world)
