"""The nouns of the portal as rows of a release. A release is written once and then only read."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Self

from peewee import (
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from .database import database

CHINA = timezone(timedelta(hours=8))


class JSONField(TextField):
    """A value kept as JSON text."""

    def db_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def python_value(self, value: str) -> Any:
        return json.loads(value)


class Row(Model):
    class Meta:
        database = database

    @classmethod
    def named(cls, slugs: Iterable[str]) -> list[Self]:
        """The rows with these primary keys, in the order asked for; an unknown one is left out."""
        wanted = list(slugs)
        key: Any = cls._meta.primary_key
        found = {getattr(row, key.name): row for row in cls.select().where(key.in_(wanted))}
        return [found[slug] for slug in wanted if slug in found]


class Fact(Row):
    """A single value of the whole site, by name: `site`, `menus`, `release`, …"""

    name = CharField(primary_key=True)
    value = JSONField()

    @classmethod
    def of(cls, name: str) -> Any:
        """The value under `name`; raises Fact.DoesNotExist."""
        return cls.get_by_id(name).value


class Category(Row):
    slug = CharField(primary_key=True)
    title = CharField()
    summary = TextField()
    position = IntegerField()

    url = property(lambda self: f"/products/categories/{self.slug}")

    @classmethod
    def with_products(cls) -> list[tuple["Category", list["Product"]]]:
        """Every category in order, each with its products in order."""
        products: dict[str, list[Product]] = {}
        for product in Product.select().order_by(Product.position):
            products.setdefault(product.category_id, []).append(product)
        return [(each, products.get(each.slug, [])) for each in cls.select().order_by(cls.position)]


class Product(Row):
    slug = CharField(primary_key=True)
    title = CharField()
    initial = CharField()
    aliases = JSONField()
    badge = CharField()
    summary = TextField()
    price = CharField()
    category = ForeignKeyField(Category, on_delete="CASCADE")
    category_id: str
    position = IntegerField()
    purpose = TextField()
    advantages = JSONField()
    scenarios = JSONField()
    specifications = JSONField()
    related = JSONField()
    tree = JSONField()

    url = property(lambda self: f"/products/{self.slug}")
    docs_url = property(lambda self: f"/docs/{self.slug}")

    @classmethod
    def of_category(cls, slug: str) -> list[Self]:
        """The category's products in order."""
        return list(cls.select().where(cls.category == slug).order_by(cls.position))

    @classmethod
    def by_initial(cls) -> dict[str, list["Product"]]:
        """All products under the first letter of their name in pinyin, letters and products in order."""
        letters: dict[str, list[Product]] = {}
        for product in cls.select().order_by(cls.initial, cls.position):
            letters.setdefault(product.initial, []).append(product)
        return letters

    def related_products(self) -> list["Product"]:
        """The products named as related, in the editor's order."""
        return Product.named(self.related)

    def solutions(self) -> list["Solution"]:
        """The solutions that use this product, in order."""
        rows = Solution.select().order_by(Solution.position)
        return [row for row in rows if self.slug in row.products]


class Solution(Row):
    slug = CharField(primary_key=True)
    title = CharField()
    group = CharField(column_name="grouping")
    summary = TextField()
    position = IntegerField()
    challenges = JSONField()
    architecture = TextField()
    advantages = JSONField()
    products = JSONField()
    documents = JSONField()

    url = property(lambda self: f"/solutions/{self.slug}")

    @classmethod
    def by_group(cls) -> dict[str, list["Solution"]]:
        """All solutions in order under their group, the groups in the order of their first solution."""
        return _grouped(cls.select().order_by(cls.position))


class Activity(Row):
    slug = CharField(primary_key=True)
    title = CharField()
    group = CharField(column_name="grouping")
    badge = CharField()
    tagline = TextField()
    summary = TextField()
    position = IntegerField()
    starts = DateField()
    ends = DateField(null=True)
    body = TextField()
    highlights = JSONField()
    products = JSONField()

    url = property(lambda self: f"/activities/{self.slug}")

    @classmethod
    def by_group(cls) -> dict[str, list["Activity"]]:
        """All activities in order under their group, the groups in the order of their first activity."""
        return _grouped(cls.select().order_by(cls.position))

    @classmethod
    def unfinished(cls, now: datetime) -> list["Activity"]:
        """The activities that have not ended at `now`, in order."""
        return [row for row in cls.select().order_by(cls.position) if row.state(now) != "ended"]

    def state(self, now: datetime) -> str:
        """`upcoming`, `live` or `ended` at `now`; both end days count whole, in China Standard Time."""
        return activity_state(self.starts, self.ends, now)


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def activity_state(starts: date, ends: date | None, now: datetime) -> str:
    """See `Activity.state`."""
    today = now.astimezone(CHINA).date()
    if today < starts:
        return "upcoming"
    return "ended" if ends and today > ends else "live"


def activity_turns(activities: Iterable[Activity]) -> list[float]:
    """The moments, as sorted POSIX timestamps, at which some activity begins or ends."""
    days = {each.starts for each in activities} | {each.ends + timedelta(1) for each in activities if each.ends}
    return sorted(datetime.combine(day, time(), CHINA).timestamp() for day in days)


class LandingPage(Row):
    """A page of a menu section; the section's own page has an empty slug."""

    section = CharField()
    slug = CharField()
    title = CharField()
    summary = TextField()
    position = IntegerField()
    body = TextField()
    highlights = JSONField()
    links = JSONField()
    products = JSONField()
    documents = JSONField()

    class Meta:
        primary_key = CompositeKey("section", "slug")

    url = property(lambda self: f"/{self.section}/{self.slug}")

    @classmethod
    def at(cls, section: str, slug: str) -> Self | None:
        """The page at this place, if there is one."""
        return cls.get_or_none((cls.section == section) & (cls.slug == slug))

    @classmethod
    def of_section(cls, section: str) -> list[Self]:
        """The section's pages below its own, in order."""
        return list(cls.select().where((cls.section == section) & (cls.slug != "")).order_by(cls.position))


class Document(Row):
    path = CharField(primary_key=True)
    identifier = CharField(unique=True)
    product = ForeignKeyField(Product, on_delete="CASCADE")
    product_id: str
    title = CharField()
    summary = TextField()
    body = TextField()
    contents = JSONField()
    trail = JSONField()
    updated = DateField()
    position = IntegerField()
    previous = CharField(null=True)
    following = CharField(null=True)

    class Meta:
        indexes = ((("product", "updated", "path"), False),)

    url = property(lambda self: f"/docs/{self.path}")

    @classmethod
    def newest(cls, count: int) -> list[Self]:
        """The documents updated last, newest first, at most one a product."""
        rows = database.rows(
            """
            select path from (
                select path, updated,
                    row_number() over (partition by product_id order by updated desc, path desc) as place
                from document
            ) as ranked
            where place = 1 order by updated desc, path desc limit ?
            """,
            (count,),
        )
        return cls.named(path for path, in rows)

    def neighbours(self) -> tuple["Document | None", "Document | None"]:
        """The documents before and after this one in its product's order."""
        found = {row.path: row for row in Document.named(filter(None, (self.previous, self.following)))}
        return found.get(self.previous or ""), found.get(self.following or "")


class Topic(Row):
    word = CharField(primary_key=True)
    position = IntegerField()
    is_hot = IntegerField()

    @classmethod
    def hot(cls) -> list[str]:
        """The words recommended to visitors, in order."""
        return [row.word for row in cls.select().where(cls.is_hot == 1).order_by(cls.position)]


class Entry(Row):
    """Anything that search can find: one row a page, whatever its kind."""

    kind = CharField(index=True)
    key = CharField()
    title = CharField()
    folded = CharField()
    url = CharField(unique=True)
    trail = JSONField()
    product = CharField(null=True)
    updated = DateField(null=True)
    text = TextField()


TABLES: list[type[Row]] = [
    Fact, Category, Product, Solution, Activity, LandingPage, Document, Topic, Entry,
]
