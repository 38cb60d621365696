"""Pages for what cannot be answered."""

import logging
import uuid

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from ..store.models import Product
from .current import release

log = logging.getLogger(__name__)
WORDS = {
    400: ("请求看不懂", "地址或表单的内容不完整，请返回重试。"),
    405: ("不支持这种请求", "这个地址只能浏览，不能提交。"),
    413: ("内容太长", "请缩短后重试。"),
    414: ("地址太长", "请缩短搜索词后重试。"),
}


def init_app(app: Flask) -> None:
    """Answer errors with pages of the site instead of bare ones."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)


def _refused(error: HTTPException) -> HTTPException | tuple[str, int] | tuple[str, int, dict[str, str]]:
    code = error.code or 500
    if code < 400:
        return error
    if code == 404 and "release" in g:
        return _missing(error), 404
    title, advice = WORDS.get(code, ("请求没有成功", "请稍后重试。"))
    text = render_template("errors/plain.html", code=code, title=title, advice=advice, reference=None)
    # What the error says to programs stays, such as Allow of a 405; only its body is replaced.
    return text, code, {name: value for name, value in error.get_headers() if name != "Content-Type"}


def _missing(error: HTTPException) -> str:
    """The page for an unknown address; `description` has the words of whoever raised the error, if any."""
    words = error.description if error.description != NotFound.description else None
    return render_template(
        "errors/missing.html", words=words, popular=Product.named(release().site["featured_products"])
    )


def _failed(error: Exception) -> tuple[str, int]:
    """The page for a mistake of ours: a reference that stands in the log too, and nothing of the inside."""
    reference = uuid.uuid4().hex[:8]
    log.error("%s %r 失败，编号 %s", request.method, request.path, reference, exc_info=error)
    return render_template(
        "errors/plain.html", code=InternalServerError.code, title="页面没有打开",
        advice="这是我们的问题，已经记录。请稍后刷新重试。", reference=reference,
    ), 500
