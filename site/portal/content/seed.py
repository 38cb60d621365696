"""The whole seed in memory: every file read, every cross-reference checked."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from . import schema
from .problems import Problem, SeedError
from .reading import Source, read_text, read_yaml

Shape = TypeVar("Shape", bound=BaseModel)
INDEX = "_index"
# Paths that Flask routes itself; a seed may not name a section so.
RESERVED_SECTIONS = {"docs", "search", "topics", "static", "follow", "products", "solutions", "activities"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)^---\n(?P<body>.*)\Z", re.S | re.M)


@dataclass(frozen=True)
class SourceDocument:
    """A document as written: `path` is its place below `docs/` without the ending."""

    file: Path
    path: str
    front: schema.FrontMatter
    body: str
    first_line: int

    @property
    def product(self) -> str:
        return self.path.split("/")[0]


@dataclass
class Seed:
    """Everything that a release is built from, by slug; documents and folders by their path below `docs/`."""

    folder: Path
    site: schema.Site
    menus: schema.Menus
    topics: schema.Topics
    categories: dict[str, schema.Category] = field(default_factory=dict)
    products: dict[str, schema.Product] = field(default_factory=dict)
    category_of: dict[str, str] = field(default_factory=dict)
    solutions: dict[str, schema.Solution] = field(default_factory=dict)
    activities: dict[str, schema.Activity] = field(default_factory=dict)
    pages: dict[str, schema.LandingPage] = field(default_factory=dict)
    documents: dict[str, SourceDocument] = field(default_factory=dict)
    folders: dict[str, schema.Folder] = field(default_factory=dict)

    def addresses(self) -> set[str]:
        """Every address of the site that an editor may link to."""
        return {
            "/", "/products/", "/solutions/", "/activities/", "/docs/", "/search",
            *(f"/products/categories/{slug}" for slug in self.categories),
            *(f"/products/{slug}" for slug in self.products),
            *(f"/docs/{slug}" for slug in self.products),
            *(f"/solutions/{slug}" for slug in self.solutions),
            *(f"/activities/{slug}" for slug in self.activities),
            *(f"/docs/{path}" for path in self.documents),
            *(f"/{place}" for place in self.pages),
            *(f"/topics/{topic.word}" for topic in self.topics.topics),
        }


def load(folder: Path) -> Seed:
    """The seed in `folder`, whole and consistent; raises SeedError with every problem of every file."""
    if not folder.is_dir():
        raise SeedError([Problem(folder, 0, 0, "找不到种子文件夹", "检查 PORTAL_SEED")])
    collector = _Collector(folder)
    site = collector.read(folder / "site.yaml", schema.Site)
    menus = collector.read(folder / "menus.yaml", schema.Menus)
    topics = collector.read(folder / "topics.yaml", schema.Topics)
    if site is None or menus is None or topics is None:
        raise SeedError(collector.problems)
    seed = Seed(folder, site, menus, topics)
    _read_catalogue(collector, seed)
    _read_documents(collector, seed)
    if not collector.problems:
        _check_references(collector, seed)
    if collector.problems:
        raise SeedError(collector.problems)
    return seed


@dataclass
class _Collector:
    """Reads files, keeping what is wrong with them until all have been read."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def read(self, file: Path, shape: type[Shape]) -> Shape | None:
        try:
            return read_yaml(Source(file, read_text(file)), shape)
        except SeedError as error:
            self.problems += error.problems
            return None

    def read_all(self, files: Iterable[Path], shape: type[Shape]) -> Iterator[tuple[Path, Shape]]:
        for file in sorted(files):
            if not _SLUG.fullmatch(file.stem) and file.stem != INDEX:
                self.report(file, None, "文件名就是地址，只能用小写字母、数字和短横线", "改文件名")
            elif not _SLUG.fullmatch(file.parent.name):
                self.report(file, None, "文件夹名就是地址，只能用小写字母、数字和短横线", "改文件夹的名字")
            elif (value := self.read(file, shape)) is not None:
                yield file, value

    def report(self, file: Path, needle: str | None, message: str, remedy: str = "") -> None:
        """A problem of `file`, at the first line that has `needle` as a name of its own."""
        line = column = 0
        if needle is not None:
            name = re.compile(rf"(?<![\w/-]){re.escape(needle)}(?![\w/-])")
            for number, text in enumerate(read_text(file).split("\n"), 1):
                if found := name.search(text):
                    line, column = number, found.start() + 1
                    break
        self.problems.append(Problem(file, line, column, message, remedy))


def _read_catalogue(collector: _Collector, seed: Seed) -> None:
    folder = seed.folder
    for file, category in collector.read_all(folder.glob(f"products/*/{INDEX}.yaml"), schema.Category):
        seed.categories[file.parent.name] = category
    products = (each for each in folder.glob("products/*/*.yaml") if each.stem != INDEX)
    for file, product in collector.read_all(products, schema.Product):
        if file.stem in seed.products:
            collector.report(file, None, f"产品 {file.stem} 在另一个类别里已经有了", "改文件名")
        if file.parent.name not in seed.categories:
            collector.report(file, None, f"类别 {file.parent.name} 没有 {INDEX}.yaml", "补上它的标题和顺序")
        if file.stem == "categories":
            collector.report(file, None, "产品的文件名不能是 categories", "改文件名")
        seed.products[file.stem] = product
        seed.category_of[file.stem] = file.parent.name
    for file, solution in collector.read_all(folder.glob("solutions/*.yaml"), schema.Solution):
        seed.solutions[file.stem] = solution
    for file, activity in collector.read_all(folder.glob("activities/*.yaml"), schema.Activity):
        seed.activities[file.stem] = activity
    for file, page in collector.read_all(folder.glob("sections/*/*.yaml"), schema.LandingPage):
        section = file.parent.name
        if section in RESERVED_SECTIONS:
            collector.report(file, None, f"栏目不能叫 {section}，这个地址另有用处", "改文件夹的名字")
        seed.pages[f"{section}/" + ("" if file.stem == INDEX else file.stem)] = page


def _read_documents(collector: _Collector, seed: Seed) -> None:
    docs = seed.folder / "docs"
    common = collector.read(docs / "_sections.yaml", schema.FolderTitles)
    titles = common.sections if common else {}
    # By their files: a product or folder with a mistake in it is one problem, not one more for each of its documents.
    products = {file.stem for file in seed.folder.glob("products/*/*.yaml")}
    for file, folder in collector.read_all(docs.rglob(f"{INDEX}.yaml"), schema.Folder):
        seed.folders[file.parent.relative_to(docs).as_posix()] = folder
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs).with_suffix("").as_posix()
        document = _read_document(collector, file, path)
        if document is None:
            continue
        if document.product not in products:
            near = _nearest(document.product, products)
            collector.report(file, None, f"docs/{document.product} 不是任何产品的文件名", near)
        seed.documents[path] = document
        for parent in Path(path).parents:
            place = parent.as_posix()
            if place.count("/") < 1 or place in seed.folders:
                continue
            if parent.name not in titles and not (docs / place / f"{INDEX}.yaml").exists():
                collector.report(file, None, f"文件夹 docs/{place} 没有标题", f"在其中写一个 {INDEX}.yaml")
            seed.folders[place] = titles.get(parent.name, schema.Folder(title=parent.name))


def _read_document(collector: _Collector, file: Path, path: str) -> SourceDocument | None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)+", path):
        collector.report(file, None, "文档的路径就是地址，只能用小写字母、数字和短横线，且在产品的文件夹里", "改文件名")
        return None
    try:
        found = _FRONT_MATTER.match(text := read_text(file))
        if not found:
            remedy = "第一行写 ---，然后是 title 和 updated，再一行 ---"
            raise SeedError([Problem(file, 1, 1, "文档开头没有两行 --- 夹着的信息", remedy)])
        front = read_yaml(Source(file, found["fields"], first_line=2), schema.FrontMatter)
    except SeedError as error:
        collector.problems += error.problems
        return None
    return SourceDocument(file, path, front, found["body"], text[: found.start("body")].count("\n") + 1)


def _check_references(collector: _Collector, seed: Seed) -> None:
    folder, addresses = seed.folder, seed.addresses()

    def each(file: Path, names: Iterable[str], known: Iterable[str], what: str) -> None:
        available = set(known)
        for name in names:
            if name not in available:
                collector.report(file, name, f"没有叫 {name} 的{what}", _nearest(name, available))

    def links(file: Path, given: Iterable[schema.Link]) -> None:
        for link in given:
            if link.external:
                each(file, [link.external], seed.site.destinations, "站外地址（site.yaml 的 destinations）")
            else:
                each(file, [(link.to or "").split("#")[0]], addresses, "站内地址")

    _check_site(seed, each, links)
    for slug, product in seed.products.items():
        file = folder / "products" / seed.category_of[slug] / f"{slug}.yaml"
        each(file, product.related, seed.products, "产品")
    for slug, solution in seed.solutions.items():
        each(folder / f"solutions/{slug}.yaml", solution.products, seed.products, "产品")
        each(folder / f"solutions/{slug}.yaml", solution.documents, seed.documents, "文档")
    for slug, activity in seed.activities.items():
        each(folder / f"activities/{slug}.yaml", activity.products, seed.products, "产品")
    for place, page in seed.pages.items():
        section, slug = place.split("/")
        file = folder / "sections" / section / f"{slug or INDEX}.yaml"
        each(file, page.products, seed.products, "产品")
        each(file, page.documents, seed.documents, "文档")
        links(file, page.links)
    words = [topic.word for topic in seed.topics.topics]
    for word in {word for word in words if words.count(word) > 1}:
        collector.report(folder / "topics.yaml", word, f"“{word}” 写了两遍", "删去其中一个")
    identifiers: dict[str, Path] = {}
    for document in seed.documents.values():
        name = document.front.id or document.path
        if name in identifiers:
            collector.report(document.file, name, f"id {name} 已被 {identifiers[name]} 用了", "换一个")
        identifiers[name] = document.file


def _check_site(
    seed: Seed,
    each: Callable[[Path, Iterable[str], Iterable[str], str], None],
    links: Callable[[Path, Iterable[schema.Link]], None],
) -> None:
    site, file = seed.site, seed.folder / "site.yaml"
    links(file, [site.strip.link, site.contact, *site.tools, *site.legal])
    links(file, [link for column in site.footer for link in column.links])
    each(file, (promise.to for promise in site.promises), seed.addresses(), "站内地址")
    each(file, (banner.activity for banner in site.banners), seed.activities, "活动")
    each(file, (*site.featured_products, *site.recommended_products), seed.products, "产品")
    each(file, site.recommended_documents, seed.documents, "文档")
    each(file, filter(None, (each.external for each in site.licenses)), site.destinations, "站外地址")
    file = seed.folder / "menus.yaml"
    for panel in seed.menus.panels:
        headings = [schema.Link(title=group.title, to=group.to) for group in panel.groups if group.to]
        items = [item for group in panel.groups for item in group.items]
        links(file, [schema.Link(title=panel.title, to=panel.to), *panel.entries, *headings, *items])


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.5)
    return f"是不是 {near[0]}？" if near else "检查拼写，或先建好它"
