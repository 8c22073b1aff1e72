"""The methods in the package, read like any data file; and plans completed from the method they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from dxkpi.core.basis.finding import Ref
from dxkpi.core.basis.text import clip, nearest
from dxkpi.core.presets import PRESET_KEYS, NotYet, NotYetList, Preset
from dxkpi.source.codes import shape as codes
from dxkpi.source.document import read_document
from dxkpi.source.findings import Findings

_NOT_YET = "not-yet.yaml"
_ANY = MappingProxyType({"formula": "distance", "against": "target"})


@dataclass(frozen=True, slots=True)
class Presets:
    """Every method by its name, as a record and as written; and those that cannot be one yet."""

    records: Mapping[str, Preset]
    written: Mapping[str, Mapping[str, Any]]
    not_yet: tuple[NotYet, ...] = ()


@cache
def shipped() -> Presets:
    """Return the methods in the package."""
    return read_presets(files("dxkpi").joinpath("presets"))


def read_presets(folder: Traversable) -> Presets:
    """Return the methods in the files of a folder, in the order of their names.

    Raises:
        ValidationError: for an invalid one.
        ValueError: for an unreadable one.
    """
    records: dict[str, Preset] = {}
    written: dict[str, Mapping[str, Any]] = {}
    not_yet: tuple[NotYet, ...] = ()
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yaml"):
            continue
        data = _data(file)
        if file.name == _NOT_YET:
            not_yet = NotYetList.model_validate(data).methods
            continue
        preset = Preset.model_validate(data)
        records[preset.preset], written[preset.preset] = preset, data
    return Presets(MappingProxyType(records), MappingProxyType(written), not_yet)


def _data(file: Traversable) -> Mapping[str, Any]:
    document = read_document(file.name, file.read_bytes())
    if document.data is None or document.problems:
        message = f"{file.name}: {document.problems}"
        raise ValueError(message)
    return document.data


def _hint(wanted: str, known: Mapping[str, Mapping[str, Any]]) -> str:
    """Return which of the presets to name in place of one that there is not: those of that body, or the nearest."""
    word = wanted.strip()
    of_body = {own: preset["name"] for own, preset in known.items() if len(word) > 1 and word in preset["name"]}
    if of_body:
        offered = "、".join(f"「{own}」（{name}）" for own, name in of_body.items())
        return f"{offered}{'と書く' if len(of_body) == 1 else 'のどれかを書く'}"
    names = {preset["name"]: own for own, preset in known.items()}
    meant = nearest(word, [*known, *names])
    if meant is None:
        return "dxkpi methods で一覧を見て、その名前を書く。なければ、式 formula と比べる値 against を書く"
    return f"「{names.get(meant, meant)}」と書く（{known[names.get(meant, meant)]['name']}）"


def filled_up(
    data: Mapping[str, Any], findings: Findings, presets: Mapping[str, Mapping[str, Any]] | None = None
) -> Mapping[str, Any] | None:
    """Return the `data` of a plan completed from the method it names, or None after a finding where there is none.

    For an unknown name, keys that the method would have given are not reported as missing.
    """
    method = data["method"]
    name = method["preset"]
    if not isinstance(name, str):
        return {**data, "method": {**_ANY, **method}}
    known = shipped().written if presets is None else presets
    if name not in known:
        place = Ref(findings.document, ("method", "preset"))
        findings.add(codes.CHOICE, place, f"定義済みの方法「{clip(name)}」はない", _hint(name[:80], known))
        return None
    preset = known[name]
    given = {key: preset[key] for key in PRESET_KEYS if key in preset and key not in data}
    return {**data, "method": {**preset["method"], **method}, **given}
