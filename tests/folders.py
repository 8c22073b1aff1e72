"""Folders of data as the tests fill them, and change a text in them."""

from collections.abc import Mapping
from pathlib import Path


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files below `folder`, by their paths."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def edit(path: Path | str, old: str, new: str) -> None:
    """Puts `new` in the one place of `old` in a file."""
    text = Path(path).read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    Path(path).write_text(text.replace(old, new), "utf-8")
