"""The check of import directions sees a wrong import, however it is written, and finds none in the tree."""

from pathlib import Path

import pytest

import imports


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package in place of ours."""
    for layer in ("store", "search", "content", "serving", "pages"):
        (tmp_path / layer).mkdir()
    (tmp_path / "settings.py").write_text("import os\n")
    monkeypatch.setattr(imports, "PACKAGE", tmp_path)
    return tmp_path


def test_the_tree_imports_one_way() -> None:
    assert imports.main() == 0


def test_the_tree_is_where_the_check_looks() -> None:
    assert (imports.PACKAGE / "store" / "models.py").is_file()
    layers = {file.name for file in imports.PACKAGE.iterdir() if (file / "__init__.py").is_file()}
    assert layers <= set(imports.MAY_IMPORT)


@pytest.mark.parametrize("line", [
    "from ..pages import home", "from ..pages.home import blueprint", "from .. import pages",
    "from .. import settings, pages",
    "from portal.pages import home", "from portal.pages.home import blueprint", "from portal import pages",
    "import portal.pages", "import os, portal.pages.home as home", "def late():\n    from ..pages import home",
    "if True:\n    import portal.pages",
])
def test_a_wrong_import_is_found(package: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    (package / "serving" / "wrong.py").write_text(f"import os\n{line}\n")
    assert imports.main() == 1
    told = capsys.readouterr().out
    assert "wrong.py:" in told
    assert "serving 不能引入 pages" in told


def test_the_line_is_told(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (package / "store" / "deep").mkdir()
    (package / "store" / "deep" / "wrong.py").write_text("\n\nfrom ...search import query\n")
    imports.main()
    assert "wrong.py:3: store 不能引入 search" in capsys.readouterr().out


@pytest.mark.parametrize(("layer", "line"), [
    ("search", "from ..content import seed"), ("search", "from ..serving import current"),
    ("content", "from ..serving import current"), ("content", "from ..settings import Settings"),
    ("store", "from ..content import seed"), ("pages", "from ..content import seed"),
])
def test_every_layer_is_held(package: Path, layer: str, line: str) -> None:
    (package / layer / "wrong.py").write_text(line)
    assert imports.main() == 1


@pytest.mark.parametrize("line", [
    "from . import paging", "from .paging import window", "from ..search import query",
    "from ..store.models import Fact",
    "from portal.store import models", "import portal", "from portal import create_app", "from pages import x",
    "import pages.home", "from elsewhere.portal import pages", '"""from ..content import seed"""',
])
def test_a_right_import_is_left_alone(package: Path, line: str) -> None:
    (package / "pages" / "right.py").write_text(line)
    assert imports.main() == 0


def test_a_layer_that_is_one_file_is_held_too(package: Path) -> None:
    (package / "settings.py").write_text("from .store import models")
    assert imports.main() == 1
