"""The shape of data: keys of the declared models at a place, and findings about data that do not fit them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, assert_never, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dxkpi.core.basis.calendar import year_written
from dxkpi.core.basis.finding import Path, Ref, RuleInfo
from dxkpi.core.basis.identifier import is_id, parse_id
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.number_spelling import Absent, not_a_value, trend_of
from dxkpi.core.basis.record import Refusal
from dxkpi.core.basis.text import Misspelt, alike, clip, nearest, one_letter_off
from dxkpi.core.indicator import DIRECTION_TITLES, DIRECTIONS
from dxkpi.core.indicator.hold import Monitor
from dxkpi.core.indicator.number import NumberIndicator
from dxkpi.core.keys import Key, key_called, key_of
from dxkpi.core.plan.plan import Plan
from dxkpi.core.vocabulary import CHOICES
from dxkpi.source.codes import shape as codes
from dxkpi.source.findings import Findings
from dxkpi.source.lost_indent import Lost, keyed_by_year, lost_indents
from dxkpi.source.models import keys_of, model_at, requires, type_at

MOVED = {
    "published": "年度ごとに data/published/<計画の id>/R3.yaml に移す（plan、year、date、source、counts、percent）",
    "undisclosed": "公表した年度のファイル data/published/<計画の id>/R3.yaml の unnamed に移す",
}
"""Advice for keys that are not allowed in a plan's file although one might expect them."""


def directions_with(key: str, path: Path) -> Iterator[str]:
    """Yield the directions whose records allow `key` at `path`."""
    for direction, model in DIRECTIONS.items():
        at = model_at(model, path)
        if at is not None and key in keys_of(at):
            yield direction


_REFUSALS: dict[str, RuleInfo] = {
    Refusal.NUMBER: codes.NUMBER,
    Refusal.YEAR: codes.YEAR,
    Refusal.DATE: codes.DATE,
    Refusal.ID: codes.ID,
    Refusal.LINE: codes.ONE_LINE,
    Refusal.ADDRESS: codes.ADDRESS,
    Refusal.REGION_CODE: codes.REGION_CODE,
    Refusal.CHOICE: codes.CHOICE,
    Refusal.AMBIGUOUS: codes.QUOTES,
    Refusal.NO_VALUE: codes.NO_VALUE,
    Refusal.SAME_YEAR: codes.SAME_YEAR,
    Refusal.CONTRADICTION: codes.CONTRADICTION,
}
_KEY_MARK = "[key]"
_TAGS = frozenset({"[number]", "[divided]", "[parts]", "[names]", "[range]"})
_SHORT = 2
"""Number of characters of the shortest word that may be a name or a reason."""
_SHARE = re.compile(r"[%％割]|パーセント")
_LEADING = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_INDICATOR_ID = "名称や番号でなく、指標の id（ファイル名から .yaml を除いたもの）を書く"
_REFERENCES = {
    "plan": "名称でなく、計画の id（targets/ にあるファイルの名前から .yaml を除いたもの）を書く",
    "section": "名称でなく、計画の sections にある id を書く",
    "relisted": "名称でなく、計画の sections にある id を書く",
    "subsection": "名称でなく、計画の分野の subsections にある id を書く",
    "document": "題名でなく、計画の documents にある id を書く",
    "cause": "文章でなく、計画の causes にある id を書く。id がなければ reason に文章で書く",
    "state": "名称でなく、計画の states にある id を書く",
    "rating": "名称でなく、計画の ratings にある id を書く",
    "indicator": _INDICATOR_ID,
    "of": _INDICATOR_ID,
    "actuals_of": _INDICATOR_ID,
    "indicators": _INDICATOR_ID,
}
"""What to write where an id refers to something that another file declares."""
_HINTS = {
    codes.NUMBER: "半角の数字だけで書く（例 6000）。数に添える言葉は note に書く",
    codes.YEAR: "R3 のように書く",
    codes.DATE: "2021-12-31 か、月までなら 2021-12 のように書く",
    codes.ID: "英語かローマ字の短い語にする。日本語は名称の欄に書く",
    codes.CHOICE: "示した語のどれかを、そのまま書く",
}


@dataclass(frozen=True)
class Shape:
    """Reports errors in a record of `model`, given as `data`. `direction` is that of an indicator."""

    model: type[BaseModel]
    data: Mapping[str, Any]
    findings: Findings
    direction: str | None = None

    def tell(self, error: ValidationError, only: Collection[str] | None = None) -> set[Path]:
        """Add a finding for every error, or for those below the keys in `only`; return the paths reported."""
        details = [_untagged(detail) for detail in error.errors(include_url=False)]
        respelt = {_meant(detail["loc"], self.model) for detail in details if detail["type"] == "extra_forbidden"}
        details = [detail for detail in details if not (_follows(detail) or _is_there(detail, respelt))]
        if only is not None:
            details = [detail for detail in details if detail["loc"] and detail["loc"][0] in only]
            return {self._tell(detail) for detail in self.findings.while_room(details)}
        for lost in self._lost:
            self._add(codes.UNKNOWN_KEY, lost.first, lost.message, lost.hint, key=True)
        details = [detail for detail in details if not self._follows_from_lost(detail)]
        followed = {lost.owner for lost in self._lost if lost.empty}
        reported = followed | {self._tell(detail) for detail in self.findings.while_room(details)}
        return {_as_written(path, self.data) for path in reported}

    def tell_empty(self, paths: Iterable[Path]) -> None:
        """Add a finding for every empty value."""
        for path in self.findings.while_room(paths):
            self._add(codes.NO_VALUE, path, "値が書かれていない", self._value_or_nothing(path))

    @cached_property
    def _lost(self) -> tuple[Lost, ...]:
        return tuple(lost_indents(self.data, self.model))

    def _follows_from_lost(self, detail: ErrorDetails) -> bool:
        path, missing = detail["loc"], detail["type"] == "missing"
        return any(lost.covers(path, missing=missing) for lost in self._lost)

    def _tell(self, detail: ErrorDetails) -> Path:
        path: Path = detail["loc"]
        kind = detail["type"]
        if kind in _REFUSALS:
            return self._refusal(path, _REFUSALS[kind], detail)
        match kind:
            case "extra_forbidden":
                self._unknown(path, detail["input"])
            case "missing":
                self._missing(path)
            case "none_required":
                self._other_direction(path)
            case _:
                self._wrong_type(path, kind, detail["input"])
        return path

    def _refusal(self, path: Path, rule: RuleInfo, detail: ErrorDetails) -> Path:
        context = detail.get("ctx", {})
        is_key = bool(path) and path[-1] == _KEY_MARK
        path = path[:-1] if is_key else path + tuple(context["keys"])
        is_key = is_key or rule is codes.SAME_YEAR
        hint = context["hint"] or _HINTS.get(rule, "")
        if rule is codes.CHOICE:
            hint = _in_words(path, detail["input"]) or hint
        elif rule is codes.NO_VALUE:
            hint = self._value_or_nothing(path)
        elif rule is codes.NUMBER and not _has_digit(detail["input"]):
            hint = (
                self._not_there(path, detail["input"])
                or self._trend(path, detail["input"])
                or hint + self._unless_decided(path)
            )
            hint = self._value_or_nothing(path) if path[0] == "baseline" else hint
        elif rule is codes.NUMBER and path[-1] == "tolerance" and _SHARE.search(str(detail["input"])):
            hint = "目標値の % で言うなら、tolerance の代わりに tolerance_percent に書く（例 tolerance_percent: 10）"
        elif rule is codes.NUMBER and self.model is Plan and path[0] in {"ratings", "method"}:
            hint = hint.partition("。")[0]
        elif rule is codes.ID and (self.model is not Plan or path != ("plan",)):
            wanted = _REFERENCES.get(next((step for step in reversed(path) if isinstance(step, str)), ""), hint)
            new = context["hint"] and (wanted is not _INDICATOR_ID or _meant_id(detail["input"]))
            hint = hint if new else wanted
        self._add(rule, path, context["reason"], hint, key=is_key)
        return path

    def _unknown(self, path: Path, value: object) -> None:
        key, place = str(path[-1]), path[:-1]
        others = tuple(directions_with(key, place)) if self.direction else ()
        if others:
            self._other_direction(path)
            return
        model = model_at(self.model, place)
        known = keys_of(model) if model else []
        if model is Plan and key in MOVED:
            hint = MOVED[key]
            self._add(codes.UNKNOWN_KEY, path, f"「{clip(key)}」は、計画のファイルには書かない", hint, key=True)
            return
        meant = nearest(key[:80], known)
        if len(inside := [own for own in known if _has_key(model, own, key)]) == 1:
            hint = f"「{key}」は {inside[0]} の中に書く"
        elif meant:
            hint = f"「{meant}」の書き間違いなら直す"
        elif called := key_called(key[:80], known, model.__name__ if model else ""):
            hint = f"「{called}」のことなら、そう書く"
        elif value is None and key.strip().isdecimal():
            hint = "数値に「,」は書かない（6,000 は 6000、小数点は「.」）"
        elif value is None:
            hint = "{ } の中に「,」を含む値があれば、値の全体を引用符で囲む"
        else:
            hint = f"使えるキー: {'、'.join(known)}" if known else "このキーを消すか、書き間違いを直す"
        self._add(codes.UNKNOWN_KEY, path, f"「{clip(key)}」というキーは、ここにはない", hint, key=True)

    def _other_direction(self, path: Path) -> None:
        key = str(path[-1])
        others = [name for name in directions_with(key, path[:-1]) if name != self.direction]
        message = f"キー「{clip(key)}」は、目標の型 {self.direction} では使わない"
        kinds = "、".join(DIRECTION_TITLES[name] for name in others)
        hint = f"「{clip(key)}」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、{kinds}"
        self._add(codes.OTHER_DIRECTION, path, message, hint, key=True)

    def _missing(self, path: Path) -> None:
        key = str(path[-1])
        known = self._known(path)
        meaning = known.meaning or known.title if known and known.sample else ""
        message = f"必要なキー「{key}」{f'（{meaning}）' if meaning else ''}がない"
        sample = self._own_id(path) or (known and known.sample) or f"{key}: …"
        self._add(codes.MISSING_KEY, path[:-1], message, f"加える。例「{sample}」{self._unless_decided(path)}")

    def _own_id(self, path: Path) -> str:
        """Return the line for the id that a file has to have, which is its name; empty for any other key."""
        stem = PurePosixPath(self.findings.document).stem
        own = "plan" if self.model is Plan else "id"
        return f"{own}: {stem}" if path == (own,) and is_id(stem) else ""

    def _not_there(self, path: Path, written: object) -> str:
        """Return what to do about a word that says that an actual is not there (集計中, 中止); empty for others."""
        absent = not_a_value(str(written))
        if path[:1] != ("actuals",) or absent is None:
            return ""
        gone, year = self._gone(self._left_out(path)), clip(str(path[1]))
        command = f"dxkpi set {clip(str(self.data.get('id', '')))} --year {year}"
        match absent:
            case Absent.WAITING:
                return f"まだない値は書かない。{gone}消し、{command} --pending で、いつ出るかを書く（pending）"
            case Absent.STOPPED:
                return (
                    f"値でない言葉は書かない。{gone}消し、取組をやめたのなら {command} --suspend --reason 理由 で"
                    f"停止を書く（suspended）。計画に状態（中止など）があれば、{command} --state 状態 で書く（states）"
                )
            case _:
                assert_never(absent)

    def _left_out(self, path: Path) -> Path:
        """Return what can be left out, with the value at `path`, without another error; empty for the whole file."""
        dropped = _as_written(path, self.data)
        while dropped and (self._required(dropped) or self._alone(dropped)):
            dropped = dropped[:-1]
        return dropped

    def _gone(self, dropped: Path) -> str:
        """Name the lines of what is left out."""
        key = dropped[-1]
        what = f"「{clip(key)}」の行" if isinstance(key, str) else "「- 」で始まるその項目"
        return f"{what}を、その下の行ごと"

    def _value_or_nothing(self, path: Path) -> str:
        """Return what to do about the empty value at `path`: a value, or what can be left out without another error."""
        dropped, path = self._left_out(path), _as_written(path, self.data)
        if dropped == path:
            return "値を書くか、まだなければその行を消す"
        if not dropped:
            return f"値を書く{self._unless_decided(path)}"
        return f"値を書くか、まだなければ{self._gone(dropped)}消す"

    def _required(self, path: Path) -> bool:
        model = model_at(self.model, path[:-1]) or model_at(self.model, (*path[:-1], 0))  # a list of one is a record
        return model is not None and requires(model, str(path[-1]))

    def _alone(self, path: Path) -> bool:
        """Say whether nothing else is in the record or list that holds the value at `path`."""
        at: Any = self.data
        for step in path[:-1]:
            at = at[step]
        return len(path) > 1 and len(at) == 1

    def _unless_decided(self, path: Path) -> str:
        """Return what to do instead where the target has not been decided; empty for anything else."""
        if path[:1] != ("target",) or not issubclass(self.model, NumberIndicator):
            return ""
        gone = self._without_target(Monitor)
        return f"。目標がまだ決まっていなければ、direction: monitor（{Monitor.title}）とし、{gone}"

    def _without_target(self, kind: type[BaseModel]) -> str:
        """Return what to do about the target, and about keys that indicators of `kind` do not have."""
        without = [key for key in self.data if key in keys_of(self.model) and key not in keys_of(kind)]
        if "target" in self.data:
            without += [] if "target" in without else ["target"]
        return f"{' と '.join(without)} の行（下の行ごと）を消す" if without else "target は書かない"

    def _trend(self, path: Path, written: object) -> str:
        """Return what to do about a target that is a word (増加, 維持); empty for any other place or text."""
        kind = trend_of(str(written)) if path[:1] == ("target",) and issubclass(self.model, NumberIndicator) else None
        if kind is None:
            return ""
        as_that = f"direction: {kind}（{DIRECTIONS[kind].title}）とし"
        if kind == "keep":
            return f"{as_that}、ここには保つ値を数字で書く"
        gone = self._without_target(DIRECTIONS[kind])
        return f"{as_that}、{gone}。数の目標なら、その数を書く"

    def _wrong_type(self, path: Path, kind: str, value: object) -> None:
        if value is None or kind == "too_short":
            self.tell_empty([path])
            return
        wanted, how = _WANTED.get(kind, ("別の形の値", "ほかのデータファイルの書き方に合わせる"))
        message = f"{wanted}のはずが、{_kind(value)}になっている"
        hint = self._by_key(path, value) or self._by_id(path, value) or self._example(path, value)
        self._add(codes.TYPE, path, message, hint or how + self._keys_there(path, kind))

    def _keys_there(self, path: Path, kind: str) -> str:
        """Return which keys a record at `path` has, where one was expected; else nothing."""
        model = model_at(self.model, path) if _WANTED.get(kind) is _PAIRS else None
        return f"。{self._keys_of(path, model)}" if model else ""

    def _keys_of(self, path: Path, model: type[BaseModel]) -> str:
        """Name the keys of the record at `path`; what each of them is called, where they are few."""
        keys = keys_of(model)
        if len(keys) <= _FEW_KEYS:
            titles = (known.title if (known := self._known((*path, key))) else key for key in keys)
            keys = [f"{key}（{title}）" for key, title in zip(keys, titles, strict=True)]
        return f"使えるキー: {'、'.join(keys)}"

    def _by_key(self, path: Path, value: object) -> str:
        """Return what to do about a list in place of years, or of records by their ids; empty where it is none."""
        if not isinstance(value, (list, tuple)):
            return ""
        wanted, first = type_at(self.model, path), value[0] if value else None
        if keyed_by_year(wanted):
            return _by_year(first)
        if get_origin(wanted) is dict and isinstance(first, Mapping) and "id" in first:
            own = clip(str(first["id"]))
            return f"id をキーにする。「- id: {own}」を「{own}:」に替える（ほかも同じ）"
        return ""

    def _by_id(self, path: Path, value: object) -> str:
        """Return what to do about records by their ids in place of a list of them; empty where it is none."""
        model = model_at(self.model, (*path, 0))
        if not (
            isinstance(value, Mapping) and value and model and {"id", "name"} & {*keys_of(model)} == {"id", "name"}
        ):
            return ""
        own, said = next(iter(value.items()))
        return (
            f"次の行から、「- id: {clip(str(own))}」、その下の行に「name: {clip(str(said))}」のように書く（ほかも同じ）"
        )

    def _example(self, path: Path, value: object) -> str:
        """Return an example for `path`, where a single value was written in place of a record."""
        if not isinstance(value, str):
            return ""
        model, known = model_at(self.model, path), self._known(path)
        if model and "value" in keys_of(model):
            return self._not_there(path, value) or self._with_value(path, model, value)
        if known and known.sample:
            return f"例「{known.sample}」"
        named = next((key for key in ("state", "reason", "name", "label") if model and key in keys_of(model)), None)
        if model and named:
            return self._record(path, model, _said(named, value, keys_of(model)))
        if model and (lines := _lines_for(value, model)):
            shown = "か".join(f"「{line}」" for line in lines)
            return f"次の行に字下げして{shown}のように書く。{self._keys_of(path, model)}"
        return _by_year(None) if keyed_by_year(type_at(self.model, path)) else ""

    def _with_value(self, path: Path, model: type[BaseModel], value: str) -> str:
        if _has_digit(value):
            return self._record(path, model, ("value", _number_in(value)))
        return f"次の行に字下げして「value: 6000」のように書く{self._unless_decided(path)}"

    def _record(self, path: Path, model: type[BaseModel], own: tuple[str, str]) -> str:
        """Return the lines of a record with the key and value `own`, and with what else it must have."""
        needed = [key for key in keys_of(model) if requires(model, key) and key != own[0]]
        samples = [known.sample if known and known.sample else f"{key}: …"
                   for key in needed for known in [self._known((*path, key))]]  # fmt: skip
        lines = "と".join(f"「{line}」" for line in (": ".join(own), *samples))
        return f"次の行{'から、' if samples else 'に'}字下げして{lines}のように書く"

    def _known(self, path: Path) -> Key | None:
        """Return the line of the table of keys for the key at `path`, or None."""
        model = model_at(self.model, path[:-1])
        return key_of(str(path[-1]), model.__name__ if model else "")

    def _add(self, rule: RuleInfo, path: Path, message: str, hint: str, *, key: bool = False) -> None:
        self.findings.add(rule, Ref(self.findings.document, path, key), message, hint)


def _lines_for(value: str, model: type[BaseModel]) -> list[str]:
    """Return the lines of a record of `model` that a single value can have been meant for: a word, or a number."""
    word = value.strip()
    for key in keys_of(model):
        spoken = [own for own, meaning in CHOICES.get(key, {}).items() if word in {own, meaning}]
        if spoken:
            return [f"{key}: {spoken[0]}"]
    if not _has_digit(word):
        return []
    return [f"{key}: {_number_in(word)}" for key in keys_of(model) if type_at(model, (key,)) in {int, Decimal}]


def _by_year(first: object) -> str:
    """Return what to do about a list that begins with `first` in place of years."""
    if not isinstance(first, Mapping):
        return "次の行から、字下げして R3 のように年度を書き、その下にさらに字下げして書く"
    if "year" in first:
        year = clip(str(first["year"]))
        return f"年度をキーにする。「- year: {year}」を「{year}:」に替える（ほかの年度も同じ）"
    if any(map(year_written, first)):
        return "年度の前の「- 」を消し、年度の左端をそろえる"
    return "「- 」の代わりに R3: のような年度の行を置き、その次の行から、字下げして中身を書く"


def _in_words(path: Path, written: object) -> str:
    """Return which of the words that can be chosen to write, with what they mean; empty where they are not listed."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    words = CHOICES.get(key, {})
    word = str(written)[:80]
    meant = nearest(word, words) or one_letter_off(word, words)
    spoken = [own for own, meaning in words.items() if len(word) > 1 and word in meaning]
    offered = [meant] if meant else spoken or list(words)
    shown = "、".join(f"{own}（{words[own]}）" for own in offered)
    if len(offered) > 1:
        return f"{shown}のどれかを書く"
    return f"「{offered[0]}」と書く（{words[offered[0]]}）" if words else ""


_FEW_KEYS = 6
_PAIRS = ("「キー: 値」の組", "次の行から、字下げして「キー: 値」を書く")
_LIST = ("並び（「- 」で始まる行）", "次の行から、「- 」で始まる行に書く")
_SCALAR = ("一つの値", "一つだけ書く。[ ] や { } を文字として書くなら、値の全体を引用符で囲む")
_WANTED = {
    "is_instance_of": _SCALAR,
    "model_type": _PAIRS,
    "dict_type": _PAIRS,
    "tuple_type": _LIST,
    "model_attributes_type": _PAIRS,
}


def _has_key(model: type[BaseModel] | None, record: str, key: str) -> bool:
    """Say whether the record below a key of `model` has `key`."""
    below = model_at(model, (record,)) if model else None
    return below is not None and key in keys_of(below)


def _meant_id(written: object) -> str | None:
    """Return the id that is written with a slip; None where none is meant for certain."""
    try:
        return parse_id(str(written))
    except Misspelt as misspelt:
        return misspelt.suggestion


def _said(key: str, written: str, keys: Collection[str]) -> tuple[str, str]:
    """Return the key below which a value belongs that was written in place of a record, and the value."""
    if chosen := next((own for own in keys if written in CHOICES.get(own, ())), None):
        return chosen, written
    if key == "state":
        return key, "計画の states にある id"
    if "since" in keys and year_written(written):
        return "since", clip(written)
    return key, "…" if written.isascii() or len(written) < _SHORT else clip(written)


def _number_in(written: str) -> str:
    """Return the number that `written` begins with, as it is to be written; all of it where there is none."""
    found = _LEADING.match(written)
    try:
        return str(parse_number(found[0] if found else written))
    except Misspelt as misspelt:
        return misspelt.suggestion or clip(written)


def _has_digit(written: object) -> bool:
    return any(sign.isdecimal() for sign in str(written))


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "「キー: 値」の組"
    if isinstance(value, (list, tuple)):
        return "並び"
    return f"一つの値「{clip(str(value))}」"


def _as_written(path: Path, data: object) -> Path:
    """Return `path` without the index of a list of one that is written as a single record."""
    steps: list[str | int] = []
    for step in path:
        if isinstance(step, int) and not isinstance(data, list):
            continue
        steps.append(step)
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return tuple(steps)


def _meant(path: Path, model: type[BaseModel]) -> Path:
    """Return the path of the key that differs from an unknown one by a slip, or its own where there is none."""
    own = model_at(model, path[:-1])
    return (*path[:-1], next((key for key in keys_of(own) if alike(str(path[-1]), key)), path[-1])) if own else path


def _untagged(detail: ErrorDetails) -> ErrorDetails:
    """Return an error without the names of kinds of values in its place."""
    detail["loc"] = tuple(step for step in detail["loc"] if step not in _TAGS)
    return detail


def _is_there(detail: ErrorDetails, respelt: Collection[Path]) -> bool:
    """Say whether a missing key is there after all, misspelt, which is reported instead."""
    return detail["type"] == "missing" and detail["loc"] in respelt


def _follows(detail: ErrorDetails) -> bool:
    """Say whether an error only follows from an empty key, which is reported itself."""
    data, keys = detail["input"], detail.get("ctx", {}).get("keys")
    return keys == ("better",) and isinstance(data, Mapping) and data.get("baseline", "") is None
