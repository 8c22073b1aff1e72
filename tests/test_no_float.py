"""Exactness is the product: no float anywhere in core, rules or app."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "dxkpi"
MODULES = sorted(path for layer in ("core", "rules", "app") for path in (PACKAGE / layer).rglob("*.py"))


def floats(text: str) -> Iterator[int]:
    """The lines of `text` that have a float, or what makes one of numbers."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id="float" | "round"):
                yield node.lineno
            case ast.Constant(value=float() | complex()):
                yield node.lineno
            case ast.ImportFrom(module="math", names=names) if any(own.name == "fsum" for own in names):
                yield node.lineno
            case ast.Attribute(value=ast.Name(id="math"), attr="fsum"):
                yield node.lineno
            case _:
                pass


def test_no_float() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): [*floats(path.read_text("utf-8"))] for path in MODULES}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert len(found) > 100


def test_the_check_would_find_one() -> None:
    text = "x = 0.5\nfrom math import floor, fsum\ny = 1\nround(y)\nfloat(y)\nmath.fsum(y)"
    assert sorted(floats(text)) == [1, 2, 4, 5, 6]
