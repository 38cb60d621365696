"""Imports point one way: pages → search → store, content → search and store, serving knows no page."""

import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "site" / "portal"
MAY_IMPORT = {
    "store": set(),
    "search": {"store"},
    "content": {"search", "store"},
    "serving": {"content", "search", "store", "settings"},
    "pages": {"serving", "search", "store"},
    "settings": set(),
}


def layers_imported(file: Path) -> list[tuple[int, str]]:
    """Line and layer of each import of another layer of the package in `file`."""
    inside = file.relative_to(PACKAGE).parts
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            place = [*inside[: len(inside) - node.level], *(node.module or "").split(".")]
            names = [place[0]] if place[0] else [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}".split(".")[1] for alias in node.names if _ours(node.module or "")]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".")[1] for alias in node.names if _ours(alias.name) and "." in alias.name]
        else:
            continue
        found += [(node.lineno, name) for name in names if name in MAY_IMPORT]
    return found


def _ours(module: str) -> bool:
    return module.split(".")[0] == "portal"


def main() -> int:
    """Print every import that points the wrong way; 1 if there is one."""
    wrong = 0
    for layer, allowed in MAY_IMPORT.items():
        files = (PACKAGE / layer).rglob("*.py") if (PACKAGE / layer).is_dir() else [PACKAGE / f"{layer}.py"]
        for file in files:
            for line, name in layers_imported(file):
                if name != layer and name not in allowed:
                    print(f"{file}:{line}: {layer} 不能引入 {name}")
                    wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
