"""What the reader says of a text, as lines: position, code and message; below it, indented, what to do."""

from dxkpi.core.basis.finding import Spot
from dxkpi.source.document import read_document
from dxkpi.source.files import DictTree, Tree
from dxkpi.source.loader import load, read_record
from dxkpi.source.locate import Locator

Case = tuple[str, str, list[str]]


def told_of_text(raw: bytes) -> list[str]:
    """Of the text of one file alone."""
    lines: list[str] = []
    for problem in read_document("x.yaml", raw).problems:
        assert isinstance(problem.place, Spot)
        assert problem.document == "x.yaml"
        lines += [f"{problem.place.line}:{problem.place.column} {problem.rule.code} {problem.message}"]
        lines += [f"  {problem.hint}"]
    return lines


def told_of_file(name: str, text: str | bytes) -> list[str]:
    """Of one data file and the record in it."""
    tree = DictTree({name: text})
    locator = Locator(tree)
    lines: list[str] = []
    for diagnostic in read_record(tree, f"{tree.label}/{name}").diagnostics:
        spot = locator.spot(diagnostic.place)
        lines += [f"{spot.line}:{spot.column} {diagnostic.rule.code} {diagnostic.message}", f"  {diagnostic.hint}"]
    return lines


def codes_of(tree: Tree) -> list[str]:
    """Of a whole tree: `file:line:column code`."""
    locator = Locator(tree)
    spots = [(locator.spot(d.place), d.rule.code) for d in load(tree).diagnostics]
    return [f"{spot.document}:{spot.line}:{spot.column} {code}" for spot, code in spots]
