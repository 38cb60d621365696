"""The catalogue."""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser as HTMLParser

Get = Callable[..., HTMLParser]


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: HTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def test_all_products_are_listed_by_category(get: Get) -> None:
    assert links(get("/products/"), ".card-product") == [
        "/products/ecs", "/products/bms", "/products/disk", "/products/waf",
    ]


def test_all_products_are_listed_by_initial_in_pinyin(get: Get) -> None:
    page = get("/products/")
    assert texts(page, ".initials dt") == ["T", "W", "Y"]
    assert texts(page, ".initials dd") == ["弹性云主机", "物理机", "Web应用防火墙(独享版)", "云硬盘"]


def test_the_categories_in_the_page_are_where_the_chips_lead(get: Get) -> None:
    page = get("/products/")
    anchors = {node.attributes["id"] for node in page.css("main section[id]")}
    assert {address.removeprefix("#") for address in links(page, ".chips-nav a")} == anchors


def test_a_category_has_its_products_and_the_other_categories(get: Get) -> None:
    page = get("/products/categories/storage")
    assert texts(page, "h1") == ["存储"]
    assert links(page, ".card-product") == ["/products/disk", "/products/waf"]
    assert links(page, "main .chips a") == ["/products/categories/compute"]


def test_a_product_has_everything_that_its_file_says(get: Get) -> None:
    page = get("/products/ecs")
    assert texts(page, "h1") == ["弹性云主机 HOT"]
    assert texts(page, ".lead") == ["随时开通的虚拟服务器。"]
    assert texts(page, ".banner-price strong") == ["28.8元/年起"]
    assert texts(page, "main h2") == [
        "产品介绍", "产品优势", "应用场景", "产品规格", "文档", "相关解决方案", "相关产品",
    ]
    assert texts(page, "main table th") == ["规格"]
    assert links(page, ".card-product") == ["/products/disk"]
    assert links(page, "main .chips a") == ["/solutions/enterprise"]


def test_a_product_without_a_price_names_none(get: Get) -> None:
    assert not get("/products/disk").css(".banner .price")


def test_a_product_that_no_solution_uses_names_none(get: Get) -> None:
    assert "相关解决方案" not in texts(get("/products/waf"), "main h2")


def test_a_product_shows_its_documents_as_a_tree(get: Get) -> None:
    page = get("/products/ecs")
    assert texts(page, ".shelf h3") == ["产品简介", "用户指南"]
    assert "/docs/ecs/guide/tags/design" in links(page, ".shelf a")


def test_a_product_knows_its_place(get: Get) -> None:
    assert texts(get("/products/disk"), ".breadcrumb li") == ["首页", "产品", "存储", "云硬盘"]
    assert links(get("/products/disk"), ".breadcrumb a") == ["/", "/products/", "/products/categories/storage"]
