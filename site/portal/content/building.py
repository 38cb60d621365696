"""Filling a release: the seed's files as rows, with everything rendered that can be rendered ahead."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import segno
from pypinyin import lazy_pinyin

from ..search import indexing
from ..search.indexing import Findable
from ..store import models
from ..store.database import database
from . import schema
from .markdown import Rendered, render
from .problems import Problem, SeedError
from .seed import Seed, SourceDocument

KINDS = {"product": "产品", "solution": "解决方案", "activity": "活动", "document": "文档", "page": "服务与支持"}


def build(seed: Seed, release_id: str) -> int:
    """Write the whole of `seed` into the empty database that this thread has open.

    Returns the number of pages that search can find. Raises SeedError for links that lead nowhere.
    """
    database.create_tables(models.TABLES)
    indexing.create_index()
    builder = _Builder(seed)
    with database.atomic():
        builder.write_site(release_id)
        findables = [*builder.catalogue(), *builder.pages(), *builder.documents()]
        if builder.problems:
            raise SeedError(builder.problems)
        return indexing.add(findables)


@dataclass
class _Place:
    """A document or a folder in a product's tree."""

    title: str
    order: int
    path: str
    document: SourceDocument | None = None
    children: list["_Place"] = field(default_factory=list)

    def sort(self) -> None:
        self.children.sort(key=lambda each: (each.order, each.title))
        for child in self.children:
            child.sort()

    def leaves(self) -> Iterator["_Place"]:
        if self.document:
            yield self
        for child in self.children:
            yield from child.leaves()

    def as_json(self) -> dict[str, Any]:
        """What the templates draw the tree from."""
        if self.document:
            return {"title": self.title, "url": f"/docs/{self.path}"}
        children = [child.as_json() for child in self.children]
        return {"title": self.title, "anchor": folder_anchor(self.path), "children": children}


def folder_anchor(path: str) -> str:
    """Where the folder stands on its product's page of documents."""
    return path.partition("/")[2].replace("/", "-")


def _points(points: list[schema.Point]) -> list[dict[str, str]]:
    return [each.model_dump() for each in points]


def _prose(*parts: Any) -> str:
    """Texts, points and rows of a table as lines for the search."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        else:
            lines += ["：".join(each.model_dump().values()) for each in part]
    return "\n".join(filter(None, lines))


class _Builder:
    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.addresses = seed.addresses()
        self.problems: list[Problem] = []
        self.trees = self._trees()

    def write_site(self, release_id: str) -> None:
        site = self.seed.site
        value = site.model_dump()
        value["contact"] = self._link(site.contact)
        value["tools"] = [self._link(link) for link in site.tools]
        value["legal"] = [self._link(link) for link in site.legal]
        value["strip"] |= {"link": self._link(site.strip.link), **self._dates(site.strip.link.to)}
        value["footer"] = [
            {"title": column.title, "links": [self._link(link) for link in column.links]} for column in site.footer
        ]
        value["licenses"] = [
            {"text": each.text, "url": site.destinations[each.external].url if each.external else None}
            for each in site.licenses
        ]
        codes = {each.slug: _qr_code(each.url) for each in site.follow}
        facts = {
            "site": value,
            "menus": [self._panel(panel) for panel in self.seed.menus.panels],
            "codes": codes,
            "release": {"id": release_id, "built": datetime.now(UTC).isoformat(timespec="seconds"), "turns": []},
        }
        for name, fact in facts.items():
            models.Fact.create(name=name, value=fact)
        for position, topic in enumerate(self.seed.topics.topics):
            models.Topic.create(word=topic.word, position=position, is_hot=int(topic.hot))

    def _link(self, link: schema.Link) -> dict[str, Any]:
        url = self.seed.site.destinations[link.external].url if link.external else link.to
        return {"title": link.title, "url": url, "away": bool(link.external), "badge": link.badge, "text": link.text}

    def _dates(self, address: str | None) -> dict[str, str]:
        """When what stands at the address is valid; nothing for anything but an activity."""
        activity = self.seed.activities.get((address or "").removeprefix("/activities/"))
        return {"starts": str(activity.starts), "ends": str(activity.ends or "")} if activity else {}

    def _panel(self, panel: schema.Panel) -> dict[str, Any]:
        groups = {
            "activities": self._activity_groups,
            "products": self._product_groups,
            "solutions": self._solution_groups,
        }
        return {
            "slug": panel.slug,
            "title": panel.title,
            "description": panel.description,
            "url": panel.to,
            "entries": [self._link(link) for link in panel.entries],
            "groups": groups[panel.source]() if panel.source else [
                {"title": group.title, "url": group.to, "items": [self._link(item) for item in group.items]}
                for group in panel.groups
            ],
        }

    def _activity_groups(self) -> list[dict[str, Any]]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for slug, each in _ordered(self.seed.activities):
            url = f"/activities/{slug}"
            groups.setdefault(each.group, []).append({
                "title": each.title, "url": url, "away": False, "badge": each.badge, "text": each.tagline,
                **self._dates(url),
            })
        return [{"title": title, "url": None, "items": items} for title, items in groups.items()]

    def _product_groups(self) -> list[dict[str, Any]]:
        groups = {slug: {"title": each.title, "url": f"/products/categories/{slug}", "items": []}
                  for slug, each in _ordered(self.seed.categories)}
        for slug, product in self._ordered_products():
            groups[self.seed.category_of[slug]]["items"].append(
                {"title": product.title, "url": f"/products/{slug}", "away": False, "badge": product.badge, "text": ""}
            )
        return list(groups.values())

    def _solution_groups(self) -> list[dict[str, Any]]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for slug, each in _ordered(self.seed.solutions):
            groups.setdefault(each.group, []).append(
                {"title": each.title, "url": f"/solutions/{slug}", "away": False, "badge": "", "text": ""}
            )
        return [{"title": title, "url": None, "items": items} for title, items in groups.items()]

    def _ordered_products(self) -> list[tuple[str, schema.Product]]:
        """All products, category by category."""
        categories = [slug for slug, _ in _ordered(self.seed.categories)]
        return sorted(
            _ordered(self.seed.products), key=lambda each: categories.index(self.seed.category_of[each[0]])
        )

    def catalogue(self) -> Iterator[Findable]:
        for position, (slug, category) in enumerate(_ordered(self.seed.categories)):
            models.Category.create(slug=slug, title=category.title, summary=category.summary, position=position)
        for position, (slug, product) in enumerate(self._ordered_products()):
            yield self._product(slug, product, position)
        for position, (slug, solution) in enumerate(_ordered(self.seed.solutions)):
            yield self._solution(slug, solution, position)
        for position, (slug, activity) in enumerate(_ordered(self.seed.activities)):
            yield self._activity(slug, activity, position)
        release = models.Fact.get_by_id("release")
        release.value = {**release.value, "turns": models.activity_turns(models.Activity.select())}
        release.save()

    def _product(self, slug: str, product: schema.Product, position: int) -> Findable:
        category = self.seed.category_of[slug]
        purpose = self._render(product.purpose, f"products/{category}/{slug}.yaml")
        models.Product.create(
            slug=slug, title=product.title, aliases=product.aliases, badge=product.badge,
            initial=lazy_pinyin(product.title)[0][0].upper(), summary=product.summary, price=product.price,
            category=category, position=position, purpose=purpose.html,
            advantages=_points(product.advantages), scenarios=_points(product.scenarios),
            specifications=[each.model_dump() for each in product.specifications], related=product.related,
            tree=[child.as_json() for child in self.trees[slug].children],
        )
        return Findable(
            kind="product", key=slug, title=product.title, url=f"/products/{slug}", product=slug,
            trail=["产品", self.seed.categories[category].title, product.title], names="\n".join(product.aliases),
            text=_prose(product.summary, purpose.text, product.advantages, product.scenarios, product.specifications),
        )

    def _solution(self, slug: str, solution: schema.Solution, position: int) -> Findable:
        architecture = self._render(solution.architecture, f"solutions/{slug}.yaml")
        models.Solution.create(
            slug=slug, title=solution.title, group=solution.group, summary=solution.summary, position=position,
            challenges=_points(solution.challenges), architecture=architecture.html,
            advantages=_points(solution.advantages), products=solution.products, documents=solution.documents,
        )
        return Findable(
            kind="solution", key=slug, title=solution.title, url=f"/solutions/{slug}",
            trail=["解决方案", solution.group, solution.title],
            text=_prose(solution.summary, solution.challenges, architecture.text, solution.advantages),
        )

    def _activity(self, slug: str, activity: schema.Activity, position: int) -> Findable:
        body = self._render(activity.body, f"activities/{slug}.yaml")
        models.Activity.create(
            slug=slug, title=activity.title, group=activity.group, badge=activity.badge, tagline=activity.tagline,
            summary=activity.summary, position=position, starts=activity.starts, ends=activity.ends,
            body=body.html, highlights=_points(activity.highlights), products=activity.products,
        )
        return Findable(
            kind="activity", key=slug, title=activity.title, url=f"/activities/{slug}",
            trail=["活动", activity.group, activity.title], headings=body.headings,
            text=_prose(activity.tagline, activity.summary, body.text, activity.highlights),
        )

    def pages(self) -> Iterator[Findable]:
        sections = {place.split("/")[0]: page for place, page in self.seed.pages.items() if place.endswith("/")}
        for place, page in self.seed.pages.items():
            section, slug = place.split("/")
            body = self._render(page.body, f"sections/{section}/{slug or '_index'}.yaml")
            models.LandingPage.create(
                section=section, slug=slug, title=page.title, summary=page.summary, position=page.order,
                body=body.html, highlights=_points(page.highlights), links=[self._link(each) for each in page.links],
                products=page.products, documents=page.documents,
            )
            above = [sections[section].title] if slug and section in sections else []
            yield Findable(
                kind="page", key=place, title=page.title, url=f"/{place}", trail=[*above, page.title],
                headings=body.headings, text=_prose(page.summary, body.text, page.highlights),
            )

    def documents(self) -> Iterator[Findable]:
        for slug, tree in self.trees.items():
            places = list(tree.leaves())
            for position, place in enumerate(places):
                before = places[position - 1].path if position else None
                after = places[position + 1].path if position + 1 < len(places) else None
                yield self._document(slug, place, position, before, after)

    def _document(self, slug: str, place: _Place, position: int, before: str | None, after: str | None) -> Findable:
        document = place.document
        assert document is not None  # noqa: S101 - leaves are documents
        front = document.front
        file = f"docs/{place.path}.md"
        body = self._render(document.body, file, document.first_line, place.path)
        trail = self._trail(place.path)
        models.Document.create(
            path=place.path, identifier=front.id or place.path, product=slug, title=front.title,
            summary=body.summary, body=body.html, contents=[list(each) for each in body.contents], trail=trail,
            updated=front.updated, position=position, previous=before, following=after,
        )
        return Findable(
            kind="document", key=front.id or place.path, title=front.title, url=f"/docs/{place.path}", product=slug,
            trail=[*(title for title, _ in trail), front.title], headings=body.headings, text=body.text,
            names="\n".join(front.keywords), updated=front.updated,
        )

    def _trail(self, path: str) -> list[tuple[str, str]]:
        """Title and address of each place above a document, the help centre first."""
        slug, *inner = path.split("/")[:-1]
        trail = [("帮助文档", "/docs/"), (self.seed.products[slug].title, f"/docs/{slug}")]
        for depth in range(len(inner)):
            place = "/".join([slug, *inner[: depth + 1]])
            trail.append((self.seed.folders[place].title, f"/docs/{slug}#{folder_anchor(place)}"))
        return trail

    def _trees(self) -> dict[str, _Place]:
        """Each product's documents in their folders, in order; a product without documents has an empty tree."""
        trees = {slug: _Place(each.title, 0, slug) for slug, each in self._ordered_products()}
        folders = dict(trees)
        for path, document in self.seed.documents.items():
            parts = path.split("/")
            for depth in range(2, len(parts)):
                place = "/".join(parts[:depth])
                if place not in folders:
                    about = self.seed.folders[place]
                    folders[place] = _Place(about.title, about.order, place)
                    folders["/".join(parts[: depth - 1])].children.append(folders[place])
            leaf = _Place(document.front.title, document.front.order, path, document)
            folders["/".join(parts[:-1])].children.append(leaf)
        for tree in trees.values():
            tree.sort()
        return trees

    def _render(self, text: str, file: str, first_line: int = 0, path: str = "") -> Rendered:
        rendered = render(text, self._address_in(path))
        for target, line in rendered.links:
            if not self._exists(target, path):
                place = self.seed.folder / file
                at = first_line + line if first_line else 0
                remedy = "写站内地址，如 /products/ecs，或同一产品文档的相对路径"
                self.problems.append(Problem(place, at, int(bool(at)), f"链接 {unquote(target)} 没有目标", remedy))
        return rendered

    def _address_in(self, path: str) -> Callable[[str], str]:
        def address(target: str) -> str:
            if target.startswith(("/", "#", "https://", "http://", "mailto:", "tel:")):
                return target
            name, hash_sign, section = target.partition("#")
            parts = path.split("/")[:-1]
            for step in name.removesuffix(".md").split("/"):
                if step == ".." and parts:
                    parts.pop()
                elif step not in (".", ".."):
                    parts.append(step)
            return "/docs/" + "/".join(parts) + hash_sign + section

        return address

    def _exists(self, target: str, path: str) -> bool:
        if target.startswith(("#", "https://", "http://", "mailto:", "tel:")):
            return True
        return unquote(self._address_in(path)(target).split("#")[0]) in self.addresses


def _ordered(rows: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(rows.items(), key=lambda each: (each[1].order, each[0]))


def _qr_code(url: str) -> str:
    drawing = io.BytesIO()
    segno.make(url, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    return drawing.getvalue().decode()
