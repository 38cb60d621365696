"""The solutions."""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser as HTMLParser

Get = Callable[..., HTMLParser]


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_solutions_are_listed_by_group(get: Get) -> None:
    page = get("/solutions/")
    assert texts(page, "main h2") == ["通用解决方案"]
    assert [node.attributes["href"] for node in page.css("main a.card")] == ["/solutions/enterprise"]


def test_a_solution_has_everything_that_its_file_says(get: Get) -> None:
    page = get("/solutions/enterprise")
    assert texts(page, "h1") == ["企业上云解决方案"]
    assert texts(page, "main h2") == ["要解决的问题", "方案架构", "方案优势", "用到的产品", "相关文档"]
    assert texts(page, ".points h3") == ["停机", "平滑"]
    assert texts(page, ".prose ol li") == ["用云主机承载业务", "用云硬盘存数据"]


def test_a_solution_leads_to_its_products_and_documents(get: Get) -> None:
    page = get("/solutions/enterprise")
    assert [node.attributes["href"] for node in page.css(".card-product")] == ["/products/ecs", "/products/disk"]
    assert [node.attributes["href"] for node in page.css(".rows a")] == ["/docs/ecs/introduction/overview"]
