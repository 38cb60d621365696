"""Page numbers in addresses."""

from flask import abort

AROUND = 2


def page_number(text: str) -> int:
    """The number that an address's `page` gives, 1 when it is empty; aborts with 404 for what is none."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) > 0):
        abort(404, f"“{text[:20]}” 不是页码。页码是从 1 开始的整数。")
    return int(text)


def no_such_page(page: int, pages: int) -> None:
    """Abort with 404, saying how many pages there are."""
    abort(404, f"没有第 {page} 页，一共 {pages} 页。")


def window(page: int, pages: int) -> list[int | None]:
    """The page numbers that a pager shows, None for a gap: [1, None, 286, 287, 288, 289, 290, None, 313]."""
    shown = sorted({1, pages, *range(max(1, page - AROUND), min(pages, page + AROUND) + 1)})
    numbers: list[int | None] = []
    for number in shown:
        last = numbers[-1] if numbers else 0
        if last is not None and number - last == 2:
            numbers.append(number - 1)
        elif last is not None and number - last > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers
