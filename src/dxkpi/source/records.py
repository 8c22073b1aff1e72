"""From the plain data of one file to its records, or to findings of their shape."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import Diagnostic, Path, Ref
from dxkpi.core.basis.identifier import parse_id
from dxkpi.core.basis.record import Record
from dxkpi.core.basis.text import Misspelt, alike, clip, nearest
from dxkpi.core.indicator import DIRECTION_TITLES, DIRECTIONS, Indicator
from dxkpi.core.indicator.base import IndicatorBase
from dxkpi.core.indicator.reach import Absolute
from dxkpi.core.indicator.sharing import COMMON, SHARED, SharedEntry, SharedWith, entries
from dxkpi.core.keys import KEYS, key_called
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.source.codes import shape as codes
from dxkpi.source.document import empties
from dxkpi.source.findings import Findings
from dxkpi.source.listing import stem
from dxkpi.source.models import keys_of

if TYPE_CHECKING:
    from dxkpi.source.shape import Shape

R = TypeVar("R", bound=Record)

_COMMON = IndicatorBase.model_fields.keys() - {"unit", "direction", "target", "baseline", "actuals"}
_KNOWN = frozenset(key for model in DIRECTIONS.values() for key in model.model_fields)
_IN_JAPANESE = {
    "%": "relative", "割": "relative", "増": "increase", "減": "decrease", "維持": "keep", "範囲": "range",
    "段階": "milestone", "推移": "monitor", "同じ水準": "reference", "部分": "composite", "目標値": "absolute",
}  # fmt: skip
_CHOICES = "、".join(DIRECTION_TITLES.values())


def plan_of(data: Mapping[str, Any], empty: Sequence[Path], findings: Findings) -> Plan | None:
    """Return the plan that `data` declares, or None; add all findings, including those for `empty` values."""
    method = data.get("method")
    names_another = isinstance(method, Mapping) and "preset" in method
    plan = _by_its_method(data, empty, findings) if names_another else record_of(Plan, data, empty, findings)
    _check_file_name("plan", data, findings)
    return plan


def _by_its_method(data: Mapping[str, Any], empty: Sequence[Path], findings: Findings) -> Plan | None:
    """Return the plan that `data` declares, completed from the method that it names."""
    from dxkpi.core.presets import PRESET_KEYS  # noqa: PLC0415 - most plans say their method themselves
    from dxkpi.source.presets import filled_up  # noqa: PLC0415

    filled = filled_up(data, findings)
    if filled is not None:
        return record_of(Plan, filled, empty, findings)
    left = {key: value for key, value in data.items() if key not in ("method", *PRESET_KEYS)}
    record_of(Plan, left, [path for path in empty if path[0] in left], findings)
    return None


def published_of(data: Mapping[str, Any], empty: Sequence[Path], findings: Findings) -> Published | None:
    """Return the published year in `data`, or None; add all findings, including those for `empty` values."""
    published = record_of(Published, data, empty, findings)
    _check_file_name("year", data, findings)
    _check_folder(data, findings)
    return published


def indicator_of(data: Mapping[str, Any], empty: Sequence[Path], findings: Findings) -> Indicator | None:
    """Return the indicator that `data` declares, or None; add all findings, including those for `empty` values."""
    direction = data.get("direction")
    if isinstance(direction, str) and direction in DIRECTIONS:
        indicator: Indicator | None = record_of(DIRECTIONS[direction], data, empty, findings, direction)
    else:
        indicator = None
        _tell_direction(data, findings)
        _check_common_keys(data, findings)
    _check_file_name("id", data, findings)
    return indicator


def record_of(
    model: type[R], data: Mapping[str, Any], empty: Sequence[Path], findings: Findings, direction: str | None = None
) -> R | None:
    """Return the record of that model in `data`, or None; add all findings, including those for `empty` values.

    `direction` is that of an indicator.
    """
    record, error = None, None
    try:
        record = model.model_validate(data)
    except ValidationError as refused:
        error = refused
    if error or empty:
        shape = _shape(model, data, findings, direction)
        reported = shape.tell(error) if error else set()
        shape.tell_empty(path for path in empty if path not in reported)
    return record


def _shape(model: type[Record], data: Mapping[str, Any], findings: Findings, direction: str | None = None) -> "Shape":
    from dxkpi.source.shape import Shape  # noqa: PLC0415 - most runs meet no error

    return Shape(model, data, findings, direction)


def _tell_direction(data: Mapping[str, Any], findings: Findings) -> None:
    if "direction" not in data:
        misspelt = next((key for key in data if key not in _KNOWN and alike(key, "direction")), None)
        if misspelt is not None:
            place = Ref(findings.document, (misspelt,), key=True)
            message = f"「{clip(misspelt)}」というキーは、ここにはない"
            findings.add(codes.UNKNOWN_KEY, place, message, "「direction」の書き間違いなら直す")
            return
        known = KEYS["direction"]
        message = f"必要なキー「direction」（{known.title}）がない"
        findings.add(codes.MISSING_KEY, Ref(findings.document), message, f"例「{known.sample}」（{_CHOICES}のどれか）")
        return
    place = Ref(findings.document, ("direction",))
    match data["direction"]:
        case None:
            findings.add(codes.NO_VALUE, place, "値が書かれていない", f"目標の型を書く（{_CHOICES}のどれか）")
        case str(written):
            meant = nearest(written[:80], DIRECTIONS) or _by_its_japanese_word(written[:80])
            findings.add(codes.CHOICE, place, f"目標の型「{clip(written)}」はない", _offer(meant))
        case _:
            findings.add(codes.TYPE, place, "目標の型は一つの語で書く", f"{_CHOICES}のどれかを書く")


def _offer(meant: str | None) -> str:
    return f"「{meant}」と書く（{DIRECTIONS[meant].title}）" if meant else f"{_CHOICES}のどれかを書く"


def _by_its_japanese_word(written: str) -> str | None:
    """Return the direction for a Japanese word that somebody wrote, as in the plan's text."""
    return next((direction for word, direction in _IN_JAPANESE.items() if word in written), None)


def _check_common_keys(data: Mapping[str, Any], findings: Findings) -> None:
    """Add findings that do not depend on the direction: errors below the keys common to all."""
    try:
        Absolute.model_validate(data)
    except ValidationError as error:
        _shape(Absolute, data, findings).tell(error, only=_COMMON)


def _check_file_name(key: str, data: Mapping[str, Any], findings: Findings) -> None:
    """Add a finding for an id that is not the file's name; the type of the field reports what is no id."""
    identifier, name = data.get(key), stem(findings.document)
    if not isinstance(identifier, str) or identifier == name:
        return
    try:
        (parse_fiscal_year if key == "year" else parse_id)(identifier)
    except Misspelt:
        return
    message = f"ファイル名が「{clip(name)}」で、{key} の「{clip(identifier)}」と違う"
    hint = f"ファイル名を {clip(identifier)}.yaml にするか、{key} を直す"
    findings.add(codes.FILE_NAME, Ref(findings.document, (key,)), message, hint)


def _check_folder(data: Mapping[str, Any], findings: Findings) -> None:
    """Add a finding for a published year in the folder of another plan."""
    plan, folder = data.get("plan"), findings.document.rsplit("/", 2)[-2]
    if isinstance(plan, str) and plan != folder:
        message = f"フォルダの名前が「{clip(folder)}」で、plan の「{clip(plan)}」と違う"
        hint = "計画の id の名前のフォルダに置く"
        findings.add(codes.FILE_NAME, Ref(findings.document, ("plan",)), message, hint)


Shares = tuple[tuple[Indicator, SharedEntry], ...]


def shares_of(data: Mapping[str, Any], home: Indicator | None, findings: Findings) -> Shares | None:
    """Return the indicator for each other plan that `data` share it with, or None where one cannot be read.

    All errors of their entries are added as findings. `home` is the indicator of the file's own plan, if it has one.
    """
    shared = data.get(SHARED)
    if shared is None:
        return ()
    sound = _are_records(shared, findings)
    found = [(_indicator(entry, data, home, findings), entry) for entry in entries(data)]
    kept = tuple((indicator, entry) for indicator, entry in found if indicator is not None)
    return kept if sound and len(kept) == len(found) else None


def _are_records(shared: object, findings: Findings) -> bool:
    """Add a finding for every entry that is no record; `shared` itself is reported with the file."""
    if not isinstance(shared, Mapping):
        return False
    for plan, own in shared.items():
        if own is not None and not isinstance(own, Mapping):
            hint = "計画の id の次の行から、字下げして section と target を書く"
            found = "「キー: 値」の組のはずが、ほかの形になっている"
            findings.add(codes.TYPE, Ref(findings.document, (SHARED, plan)), found, hint)
    return all(isinstance(own, Mapping) for own in shared.values())


def _indicator(
    entry: SharedEntry, data: Mapping[str, Any], home: Indicator | None, findings: Findings
) -> Indicator | None:
    strange = _tell_keys(entry, findings)
    direction = entry.written.get("direction")
    if not (isinstance(direction, str) and direction in DIRECTIONS):
        _tell_shared_direction(entry, direction, findings)
        return None
    model = DIRECTIONS[direction]
    written = {key: value for key, value in entry.written.items() if key not in strange}
    try:
        found = model.model_validate(written)
    except ValidationError as error:
        own = Findings(findings.document)
        _shape(model, entry.written, own, direction).tell(error)
        _tell(own.reported(), entry, {*empties(data)}, findings, at_home=home is not None)
        return None
    return None if strange else found


def _tell(
    found: tuple[Diagnostic, ...], entry: SharedEntry, empty: set[Path], findings: Findings, *, at_home: bool
) -> None:
    """Add the findings of an entry's record at their place in the file, except those reported for the file already."""
    for diagnostic in found:
        place = diagnostic.place
        assert isinstance(place, Ref)
        head, route = place.path[:1], entry.route(place.path)
        if head in {("plan",), ("id",)} or route in empty:
            continue
        if route[:1] != (SHARED,):
            if not at_home:
                continue
            route = (SHARED, entry.plan)
        where = Ref(findings.document, route, place.key and len(route) > len((SHARED, entry.plan)))
        findings.add(diagnostic.rule, where, diagnostic.message, diagnostic.hint)


def _tell_keys(entry: SharedEntry, findings: Findings) -> frozenset[str]:
    """Add findings for the keys that an entry cannot have, and return them."""
    known = keys_of(SharedWith)
    strange = frozenset(key for key in entry.keys if key not in known)
    for key in sorted(strange):
        place = Ref(findings.document, (SHARED, entry.plan, key), key=True)
        findings.add(codes.UNKNOWN_KEY, place, _message(key), _hint(key, known))
    return strange


def _message(key: str) -> str:
    if key in COMMON:
        return f"「{key}」は、どの計画でも同じであり、計画ごとには書けない"
    return f"「{clip(key)}」というキーは、ここにはない"


def _hint(key: str, known: list[str]) -> str:
    if key in COMMON:
        return "ここからは消す。計画によって違うなら、共有せずに別の指標のファイルにする"
    if meant := nearest(key[:80], known):
        return f"「{meant}」の書き間違いなら直す"
    called = key_called(key[:80], known, SharedWith.__name__)
    return f"「{called}」のことなら、そう書く" if called else f"使えるキー: {'、'.join(known)}"


def _tell_shared_direction(entry: SharedEntry, direction: object, findings: Findings) -> None:
    """Add a finding for an unknown direction of an entry; that of the file is reported with the file."""
    if "direction" not in entry.keys or direction is None:
        return
    place = Ref(findings.document, (SHARED, entry.plan, "direction"))
    meant = nearest(str(direction)[:80], DIRECTIONS)
    findings.add(codes.CHOICE, place, f"目標の型「{clip(str(direction))}」はない", _offer(meant))
