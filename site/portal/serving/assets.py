"""Static files under names that change with their content, compressed once, served by WhiteNoise."""

import gzip
import hashlib
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask, send_from_directory, url_for
from whitenoise import WhiteNoise

from ..settings import ROOT, Settings
from .headers import HEADERS

STATIC = ROOT / "static"
PREFIX = "static"
_TEXTS = {".css", ".js", ".svg"}


def init_app(app: Flask) -> None:
    """Serve `static/` and give templates `asset(name)`, the address of a static file."""
    settings: Settings = app.config["SETTINGS"]
    if settings.debug:
        app.add_url_rule(f"/{PREFIX}/<path:filename>", "static", lambda filename: send_from_directory(STATIC, filename))
        app.add_template_global(lambda name: url_for("static", filename=name), "asset")
        return
    names = {file.relative_to(STATIC).as_posix(): fingerprinted(file) for file in STATIC.rglob("*") if file.is_file()}
    folder = _write_once(settings.state / "static", names)
    app.add_template_global(lambda name: f"/{PREFIX}/{names[name]}", "asset")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=folder, prefix=PREFIX, max_age=0, immutable_file_test=_is_immutable,
        add_headers_function=_protect,
    )


def fingerprinted(file: Path) -> str:
    """The name of a static file relative to `static/`, with 8 hex digits of its content before the ending."""
    digest = hashlib.blake2b(file.read_bytes(), digest_size=4).hexdigest()
    return file.relative_to(STATIC).with_suffix(f".{digest}{file.suffix}").as_posix()


def _write_once(above: Path, names: dict[str, str]) -> Path:
    """The folder with all files under their fingerprinted names and, of texts, a compressed twin."""
    whole = hashlib.blake2b("\n".join(sorted(names.values())).encode(), digest_size=4).hexdigest()
    folder = above / whole
    if folder.exists():
        return folder
    above.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=above))
    for name, new in names.items():
        target = building / new
        target.parent.mkdir(parents=True, exist_ok=True)
        content = (STATIC / name).read_bytes()
        target.write_bytes(content)
        if target.suffix in _TEXTS:
            target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    building.chmod(0o755)
    try:
        building.rename(folder)
    except OSError:  # another worker was first; its files are the same
        if not folder.exists():
            raise
    return folder


def _protect(headers: Any, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value


def _is_immutable(_path: Any, url: str) -> bool:
    """Every file but those asked for by their plain name changes its address with its content."""
    return len(url.rsplit("/", 1)[-1].split(".")) > 2
