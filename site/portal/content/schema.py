"""The fields of every seed file, one class a kind of file."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Badge = Literal["", "NEW", "HOT"]


class SeedModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Link(SeedModel):
    """A labelled way somewhere: `to` is an address of the site, `external` a name among `destinations`."""

    title: Text
    to: Text | None = None
    external: Text | None = None
    badge: Badge = ""
    text: str = ""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Link":
        if bool(self.to) == bool(self.external):
            raise ValueError(f"“{self.title}” 要么写 to（站内地址），要么写 external（站外地址的名字），二者取一")
        return self


class Point(SeedModel):
    """A heading with a sentence or two."""

    title: Text
    text: Text


class Specification(SeedModel):
    name: Text
    value: Text


class Destination(SeedModel):
    title: Text
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]


class Follow(SeedModel):
    """An entry of 关注 whose address visitors scan as a QR code."""

    slug: Slug
    title: Text
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]


class Strip(SeedModel):
    text: Text
    link: Link


class FooterColumn(SeedModel):
    title: Text
    links: list[Link] = Field(min_length=1)


class Promise(SeedModel):
    title: Text
    icon: Slug
    to: Text


class Hotline(SeedModel):
    label: Text
    number: Text


class License(SeedModel):
    text: Text
    external: Text | None = None


class Banner(SeedModel):
    """What the homepage says of an activity in its carousel."""

    activity: Slug
    headline: Text
    action: Text


class Site(SeedModel):
    """`site.yaml`: everything that stands on every page, and what the homepage shows."""

    brand: Text
    description: Text
    strip: Strip
    tools: list[Link]
    promises: list[Promise]
    contact: Link
    hotline: Hotline
    follow_title: Text
    follow: list[Follow]
    footer: list[FooterColumn]
    legal: list[Link]
    copyright: list[Text]
    address: Text
    licenses: list[License]
    destinations: dict[Slug, Destination]
    banners: list[Banner] = Field(min_length=1)
    featured_products: list[Slug]
    recommended_products: list[Slug]
    recommended_documents: list[Text]


class MenuGroup(SeedModel):
    title: Text
    to: Text | None = None
    items: list[Link] = Field(min_length=1)


class Panel(SeedModel):
    """One panel of the mega-menu; with `source` its groups come from the catalogue."""

    slug: Slug
    title: Text
    description: Text
    to: Text
    source: Literal["activities", "products", "solutions"] | None = None
    entries: list[Link] = []
    groups: list[MenuGroup] = []


class Menus(SeedModel):
    panels: list[Panel] = Field(min_length=1)


class Category(SeedModel):
    title: Text
    order: int
    summary: Text


class Product(SeedModel):
    title: Text
    order: int
    aliases: list[Text] = []
    badge: Badge = ""
    summary: Text
    price: str = ""
    purpose: Text
    advantages: list[Point] = Field(min_length=1)
    scenarios: list[Point] = Field(min_length=1)
    specifications: list[Specification] = Field(min_length=1)
    related: list[Slug] = Field(min_length=1)


class Solution(SeedModel):
    title: Text
    order: int
    group: Text
    summary: Text
    challenges: list[Point] = Field(min_length=1)
    architecture: Text
    advantages: list[Point] = Field(min_length=1)
    products: list[Slug] = Field(min_length=1)
    documents: list[Text] = []


class Activity(SeedModel):
    title: Text
    order: int
    group: Literal["热门活动", "免费活动"]
    badge: Badge = ""
    tagline: Text
    starts: date
    ends: date | None = None
    summary: Text
    body: Text
    highlights: list[Point] = Field(min_length=1)
    products: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_start(self) -> "Activity":
        if self.ends and self.ends < self.starts:
            raise ValueError(f"ends（{self.ends}）早于 starts（{self.starts}）")
        return self


class LandingPage(SeedModel):
    title: Text
    order: int
    summary: Text
    body: Text
    highlights: list[Point] = Field(min_length=1)
    links: list[Link] = Field(min_length=1)
    products: list[Slug] = []
    documents: list[Text] = []


class FrontMatter(SeedModel):
    """What stands between the two `---` lines of a document."""

    title: Text
    order: int = 100
    updated: date
    id: Text | None = None
    keywords: list[Text] = []


class Folder(SeedModel):
    """`_index.yaml` in a folder of documents."""

    title: Text
    order: int = 100


class FolderTitles(SeedModel):
    """`docs/_sections.yaml`: titles of the folders that most products have."""

    sections: dict[Slug, Folder]


class TopicWord(SeedModel):
    word: Text
    hot: bool = True


class Topics(SeedModel):
    topics: list[TopicWord] = Field(min_length=1)


