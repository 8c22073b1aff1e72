"""Exactness is the product: no float anywhere in core, rules or app."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "dxkpi"
MODULES = sorted(path for layer in ("core", "rules", "app") for path in (PACKAGE / layer).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_float(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"}), node.lineno
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)), node.lineno
        assert not (
            isinstance(node, ast.ImportFrom | ast.Import) and "math" in ast.dump(node) and "fsum" in ast.dump(node)
        )


def test_the_check_would_find_one() -> None:
    found = [n for n in ast.walk(ast.parse("x = 0.5")) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    assert found
