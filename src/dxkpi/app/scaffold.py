"""`dxkpi init`: the files of a new data folder, made from those in the package."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.text import clip, suggested
from dxkpi.render.schema import schema
from dxkpi.source.listing import BESIDE, DEPARTMENTS

_DATA = "data"
_RECORDS = ("targets/", "indicators/", "published/", DEPARTMENTS)
_KINDS = {
    "targets": "plan",
    "indicators": "indicator",
    "published": "published",
    **{name: name.removesuffix(".yaml") for name in BESIDE},
}
_SCHEMAS = "schemas"
"""The folder of the schemas, below the data folder; it is not read as data."""
FOR_SITE = (
    ".github/dxkpi/requirements.txt",
    ".github/workflows/dxkpi-site.yml",
    f"{_DATA}/{_SCHEMAS}/site.schema.json",
    f"{_DATA}/site.yaml",
)
"""The files that a working folder needs for the public site, besides its records."""


def scaffold(example: str | None = None, *, site: bool = False) -> Mapping[str, str]:
    """Return every file of a working folder by its path, sorted: data, schemas, and settings of other tools.

    With `example`, the data are those of that example instead of the commented sample. With `site`, there is also what
    publishes the public site.

    Raises:
        UsageProblem: for an unknown example.
    """
    folders = ("init", "site") if site else ("init",)
    resources = (own for folder in folders for own in _below(_resources("templates").joinpath(folder)))
    template = {name: file.read_text("utf-8") for name, file in resources}
    if example is not None:
        template = {name: text for name, text in template.items() if not _is_record(name)}
        template |= {f"{_DATA}/{name}": text for name, text in bundle(example).items()}
    written = {name: modeline(name.removeprefix(f"{_DATA}/")) + text for name, text in template.items()}
    schemas = {f"{_DATA}/{_SCHEMAS}/{kind}.schema.json": schema(kind) for kind in _KINDS.values()}
    return dict(sorted((written | schemas).items()))


def examples() -> tuple[str, ...]:
    """Return the names of the examples in the package."""
    names = (file.name for file in _resources("examples").iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def bundle(example: str) -> Mapping[str, str]:
    """Return the data files of an example, by their paths below the data folder.

    Raises:
        UsageProblem: for an unknown example.
    """
    if example not in examples():
        offer = suggested(example, examples(), f"あるのは {'、'.join(examples())}")
        raise UsageProblem(f"--example: 例「{clip(example)}」がない。{offer}")
    found: dict[str, str] = json.loads(_resources("examples").joinpath(f"{example}.json").read_text("utf-8"))
    return found


def modeline(name: str, root: Path | None = None) -> str:
    r"""Return the first line of the data file `name` (below the data folder), which names its schema, or "".

    With `root`, the data folder, it is "" too where the schema is not there.

    >>> modeline("targets/my-plan.yaml")
    '# yaml-language-server: $schema=../schemas/plan.schema.json\n'
    """
    folder, _, inside = name.partition("/")
    kind = _KINDS.get(folder)
    if kind is None or not (inside or name in BESIDE):
        return ""
    own = f"{_SCHEMAS}/{kind}.schema.json"
    there = root is None or (root / own).is_file()
    return f"# yaml-language-server: $schema={'../' * name.count('/')}{own}\n" if there else ""


def _is_record(name: str) -> bool:
    return name.removeprefix(f"{_DATA}/").startswith(_RECORDS)


def _resources(folder: str) -> Traversable:
    return files("dxkpi").joinpath(folder)


def _below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry
