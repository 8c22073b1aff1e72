"""The shape of data: keys of the declared models at a place, and findings about data that do not fit them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dxkpi.core.basis.finding import Path, Ref, RuleInfo
from dxkpi.core.basis.record import Refusal
from dxkpi.core.basis.text import alike, clip, nearest
from dxkpi.core.fields import Key, key_of
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.plan.plan import Plan
from dxkpi.source import codes
from dxkpi.source.findings import Findings

MOVED = {
    "published": "年度ごとに data/published/<計画の id>/R3.yaml に移す（plan、year、date、source、counts、percent）",
    "undisclosed": "公表した年度のファイル data/published/<計画の id>/R3.yaml の unnamed に移す",
}
"""Advice for keys that are not allowed in a plan's file although one might expect them."""


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model, as they are written in data."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model of the record at `path` below `model`, or None."""
    at: Any = model
    for step in path:
        at = _inside(at, step)
    return at if isinstance(at, type) and issubclass(at, BaseModel) else None


def _inside(annotation: Any, step: str | int) -> Any:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        named = (f.annotation for name, f in annotation.model_fields.items() if (f.alias or name) == step)
        return _bare(next(named, None))
    parts = get_args(annotation)
    if get_origin(annotation) is dict:
        return _bare(parts[1])
    if get_origin(annotation) is tuple and parts:
        return _bare(parts[0])
    return None


def _bare(annotation: Any) -> Any:  # noqa: ANN401
    """Return the one type within `annotation` that matters, without Annotated and `| None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


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
    Refusal.CHOICE: codes.CHOICE,
    Refusal.AMBIGUOUS: codes.QUOTES,
    Refusal.NO_VALUE: codes.NO_VALUE,
    Refusal.SAME_YEAR: codes.SAME_YEAR,
    Refusal.CONTRADICTION: codes.CONTRADICTION,
}
_KEY_MARK = "[key]"
_TAGS = frozenset({"[number]", "[parts]", "[range]"})
_WRITE_OR_DROP = "値を書くか、まだなければその行を消す"
_HINTS = {
    codes.NO_VALUE: _WRITE_OR_DROP,
    codes.NUMBER: "半角の数字だけで書く（例 6000）。数に添える言葉は note に書く",
    codes.YEAR: "R3 のように書く",
    codes.DATE: "2021-12-31 か、月までなら 2021-12 のように書く",
    codes.ID: "英語かローマ字の短い語にする。日本語は名称の欄に書く",
    codes.CHOICE: "示した語のどれかを、そのまま書く",
}


class Shape:
    """Reports errors in a record of `model`, given as `data`. `direction` is that of an indicator."""

    def __init__(self, model: type[BaseModel], direction: str | None, findings: Findings) -> None:
        self._model = model
        self._direction = direction
        self._findings = findings

    def tell(self, error: ValidationError, only: Collection[str] | None = None) -> set[Path]:
        """Add a finding for every error, or for those below the keys in `only`; return the paths reported."""
        details = [_untagged(detail, self._direction) for detail in error.errors(include_url=False)]
        respelt = {_meant(detail["loc"], self._model) for detail in details if detail["type"] == "extra_forbidden"}
        details = [detail for detail in details if not (_follows(detail) or _is_there(detail, respelt))]
        if only is not None:
            details = [detail for detail in details if detail["loc"] and detail["loc"][0] in only]
        return {self._tell(detail) for detail in self._findings.while_room(details)}

    def tell_empty(self, paths: Iterable[Path]) -> None:
        """Add a finding for every empty value."""
        for path in self._findings.while_room(paths):
            self._add(codes.NO_VALUE, path, "値が書かれていない", _WRITE_OR_DROP)

    def _tell(self, detail: ErrorDetails) -> Path:
        path: Path = detail["loc"]
        kind = detail["type"]
        if kind in _REFUSALS:
            return self._refusal(path, _REFUSALS[kind], detail.get("ctx", {}))
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

    def _refusal(self, path: Path, rule: RuleInfo, context: Mapping[str, Any]) -> Path:
        is_key = bool(path) and path[-1] == _KEY_MARK
        path = path[:-1] if is_key else path + tuple(context["keys"])
        is_key = is_key or rule is codes.SAME_YEAR
        hint = context["hint"] or _HINTS.get(rule, "")
        self._add(rule, path, context["reason"], hint, key=is_key)
        return path

    def _unknown(self, path: Path, value: object) -> None:
        key, place = str(path[-1]), path[:-1]
        others = tuple(directions_with(key, place)) if self._direction else ()
        if others:
            self._other_direction(path)
            return
        model = model_at(self._model, place)
        known = keys_of(model) if model else []
        if model is Plan and key in MOVED:
            hint = MOVED[key]
            self._add(codes.UNKNOWN_KEY, path, f"「{clip(key)}」は、計画のファイルには書かない", hint, key=True)
            return
        meant = nearest(key[:80], known)
        if meant:
            hint = f"「{meant}」の書き間違いなら直す"
        elif value is None:
            hint = "{ } の中に「,」を含む値があれば、値の全体を引用符で囲む"
        else:
            hint = f"使えるキー: {'、'.join(known)}" if known else "このキーを消すか、書き間違いを直す"
        self._add(codes.UNKNOWN_KEY, path, f"「{clip(key)}」というキーは、ここにはない", hint, key=True)

    def _other_direction(self, path: Path) -> None:
        key = str(path[-1])
        others = [name for name in directions_with(key, path[:-1]) if name != self._direction]
        message = f"キー「{clip(key)}」は、目標の型 {self._direction} では使わない"
        hint = f"行を消すか、direction を確かめる（このキーを使う型: {'、'.join(others)}）"
        self._add(codes.OTHER_DIRECTION, path, message, hint, key=True)

    def _missing(self, path: Path) -> None:
        key = str(path[-1])
        known = self._known(path)
        meaning = known.meaning or known.title if known and known.sample else ""
        message = f"必要なキー「{key}」{f'（{meaning}）' if meaning else ''}がない"
        self._add(codes.MISSING_KEY, path[:-1], message, f"加える。例「{(known and known.sample) or f'{key}: …'}」")

    def _wrong_type(self, path: Path, kind: str, value: object) -> None:
        if value is None or kind == "too_short":
            self.tell_empty([path])
            return
        wanted, how = _WANTED.get(kind, ("別の形の値", "ほかのデータファイルの書き方に合わせる"))
        message = f"{wanted}のはずが、{_kind(value)}になっている"
        self._add(codes.TYPE, path, message, self._example(path, value) or how)

    def _example(self, path: Path, value: object) -> str:
        """Return an example for `path`, where a single value was written in place of a record."""
        if not isinstance(value, str):
            return ""
        model = model_at(self._model, path)
        if model and "value" in keys_of(model):
            return f"次の行に字下げして「value: {clip(value)}」のように書く"
        known = self._known(path)
        return f"例「{known.sample}」" if known and known.sample else ""

    def _known(self, path: Path) -> Key | None:
        """Return the line of the table of keys for the key at `path`, or None."""
        model = model_at(self._model, path[:-1])
        return key_of(str(path[-1]), model.__name__ if model else "")

    def _add(self, rule: RuleInfo, path: Path, message: str, hint: str, *, key: bool = False) -> None:
        self._findings.add(rule, Ref(self._findings.document, path, key), message, hint)


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


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "「キー: 値」の組"
    if isinstance(value, (list, tuple)):
        return "並び"
    return f"一つの値「{clip(str(value))}」"


def _meant(path: Path, model: type[BaseModel]) -> Path:
    """Return the path of the key that differs from an unknown one by a slip, or its own where there is none."""
    own = model_at(model, path[:-1])
    return (*path[:-1], next((key for key in keys_of(own) if alike(str(path[-1]), key)), path[-1])) if own else path


def _untagged(detail: ErrorDetails, direction: str | None) -> ErrorDetails:
    """Return an error of an indicator without the name of its direction in the place."""
    path = detail["loc"][1:] if direction else detail["loc"]
    tags = {n for n, step in enumerate(path) if step in DIRECTIONS and n and isinstance(path[n - 1], int)}
    kept = tuple(step for n, step in enumerate(path) if n not in tags and step not in _TAGS)
    detail["loc"] = kept
    return detail


def _is_there(detail: ErrorDetails, respelt: Collection[Path]) -> bool:
    """Say whether a missing key is there after all, misspelt, which is reported instead."""
    return detail["type"] == "missing" and detail["loc"] in respelt


def _follows(detail: ErrorDetails) -> bool:
    """Say whether an error only follows from an empty key, which is reported itself."""
    data, keys = detail["input"], detail.get("ctx", {}).get("keys")
    return keys == ("better",) and isinstance(data, Mapping) and data.get("baseline", "") is None
