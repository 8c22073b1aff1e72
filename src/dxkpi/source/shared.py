"""From an indicator's file to the indicators that it declares for other plans, or to findings of their shape."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.reference import Path, Ref
from dxkpi.core.sharing import COMMON, SHARED, Entry, entries
from dxkpi.core.spelling import clip, nearest
from dxkpi.core.targets import DIRECTIONS, INDICATORS, Indicator
from dxkpi.core.targets.base import SharedWith
from dxkpi.source import codes
from dxkpi.source.document import empties
from dxkpi.source.findings import Findings
from dxkpi.source.keys import keys_of
from dxkpi.source.shape import Shape

Shares = tuple[tuple[Indicator, Entry], ...]


def shares_of(data: Mapping[str, Any], home: Indicator | None, findings: Findings) -> Shares | None:
    """The indicator for each other plan that `data` share it with; None where one of them cannot be taken in.

    Everything wrong with their entries is told. `home` is the indicator as the file's own plan has it, if it has one.
    """
    shared = data.get(SHARED)
    if shared is None:
        return ()
    sound = _are_records(shared, findings)
    found = [(_indicator(entry, data, home, findings), entry) for entry in entries(data)]
    kept = tuple((indicator, entry) for indicator, entry in found if indicator is not None)
    return kept if sound and len(kept) == len(found) else None


def _are_records(shared: object, findings: Findings) -> bool:
    """Tells every entry that is none; that `shared` itself is none is told with the file."""
    if not isinstance(shared, Mapping):
        return False
    for plan, own in shared.items():
        if own is not None and not isinstance(own, Mapping):
            hint = "計画の id の次の行から、字下げして section と target を書く"
            found = "「キー: 値」の組のはずが、ほかの形になっている"
            findings.add(codes.TYPE, Ref(findings.document, (SHARED, plan)), found, hint)
    return all(isinstance(own, Mapping) for own in shared.values())


def _indicator(entry: Entry, data: Mapping[str, Any], home: Indicator | None, findings: Findings) -> Indicator | None:
    strange = _tell_keys(entry, findings)
    direction = entry.written.get("direction")
    if not (isinstance(direction, str) and direction in DIRECTIONS):
        _tell_direction(entry, direction, findings)
        return None
    model = DIRECTIONS[direction]
    written = {key: value for key, value in entry.written.items() if key not in strange}
    try:
        found = INDICATORS.validate_python(written)
    except ValidationError as error:
        own = Findings(findings.document)
        Shape(model, direction, own).tell(error)
        _tell(own.told(), entry, {*empties(data)}, findings, at_home=home is not None)
        return None
    return None if strange else found


def _tell(found: tuple[Diagnostic, ...], entry: Entry, empty: set[Path], findings: Findings, *, at_home: bool) -> None:
    """What is wrong with the record of an entry, where it stands; nothing that the file is told of already."""
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


def _tell_keys(entry: Entry, findings: Findings) -> frozenset[str]:
    """The keys that an entry cannot have, told."""
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
    meant = nearest(key[:80], known)
    return f"「{meant}」の書き間違いなら直す" if meant else f"使えるキー: {'、'.join(known)}"


def _tell_direction(entry: Entry, direction: object, findings: Findings) -> None:
    """A direction that an entry writes and that there is not; that of the file is told with the file."""
    if "direction" not in entry.keys or direction is None:
        return
    place = Ref(findings.document, (SHARED, entry.plan, "direction"))
    meant = nearest(str(direction)[:80], DIRECTIONS)
    hint = f"「{meant}」と書く" if meant else f"{'、'.join(DIRECTIONS)} のどれかを書く"
    findings.add(codes.CHOICE, place, f"目標の型「{clip(str(direction))}」はない", hint)
