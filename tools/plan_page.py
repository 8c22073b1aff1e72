"""The page of all keys of the data, made from the models, the table of keys, and data that the tests read."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args

import yaml
from pydantic import BaseModel, TypeAdapter

from dxkpi.core.basis.quantity import Reads
from dxkpi.core.departments import Departments
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.keys import key_of
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.core.site import Site
from dxkpi.core.vocabulary import CHOICES, RECORDS

EXAMPLES = Path(__file__).parents[1] / "tests/every_key/data"
"""Data with every key, which tests/every_key reads, shows and compares."""

_KINDS: dict[str, type[BaseModel]] = {
    "targets": Plan,
    "published": Published,
    "departments.yaml": Departments,
    "site.yaml": Site,
}
_REPEATING = frozenset({"SharedWith", "TargetValues"})
"""Records with keys of an indicator and of its target, which mean the same there."""
_INTRODUCTION = """\
データのファイルに書けるキーのすべて。プログラムのキーの表から作り、例はどれも試験で読んでいる。
書き始めるには `dxkpi init`（説明の付いた見本）か `dxkpi new plan`、`dxkpi new indicator` を使う。
評価方法を一つ書き下したものは `dxkpi methods oita --yaml` で見られる。
語を選ぶキーには、語ごとに一つの例がある。
例の列は、一行に縮めて書いてある（`{ }` は字下げした行、`[ ]` は「- 」で始まる行と同じ）。＊は必ず書くキー。
`shared` の下のキーは指標のキーと、`revisions` の `from` と `to` の下のキーは指標の `target` の下のキーと同じ。"""


def page(mark: str) -> Iterator[str]:
    """Yield the lines of the page; `mark` says that it is generated.

    Raises:
        KeyError: where no example has a key.
    """
    yield f"# 計画と指標に書けるキー\n\n{mark}\n\n{_INTRODUCTION}"
    seen: set[str] = set()
    yield "\n## 計画のファイル（data/targets/計画の id.yaml）"
    yield from _records("計画", Plan, seen)
    yield "\n## 指標のファイル（data/indicators/計画の id/指標の id.yaml）"
    yield "\n目標の型 `direction` によって、書くキーが決まる。\n\n| 型 | 目標 |\n| --- | --- |"
    yield from (f"| `{name}` | {kind.title} |" for name, kind in DIRECTIONS.items())
    for name, kind in DIRECTIONS.items():
        yield from _records(f"direction: {name}（{kind.title}）", kind, seen)
    yield "\n## 公表した年度のファイル（data/published/計画の id/R3.yaml）"
    yield from _records("公表した年度", Published, seen)
    yield "\n## 担当の一覧（data/departments.yaml。なくてもよい）"
    yield from _records("担当の一覧", Departments, seen)
    yield "\n## 住民が見るサイト（data/site.yaml。なくてもよい）"
    yield from _records("サイト", Site, seen)
    yield ""


def _records(title: str, top: type[BaseModel], seen: set[str], path: str = "") -> Iterator[str]:
    """Yield the table of a record, and those of the records below it that no table has shown yet."""
    shown = [key for key in _fields(top) if _declared(top, key) not in seen]
    seen.update(_declared(top, key) for key in shown)
    if shown:
        where = f"（`{path}` の下）" if path else ""
        yield f"\n### {title}{where}\n\n| キー | 何か | 書くこと | 例 |\n| --- | --- | --- | --- |"
        yield from (_row(top, key) for key in shown)
    for key in shown:
        for model in _below(_fields(top)[key]):
            if model.__name__ in _REPEATING:
                continue
            name = RECORDS.get(model.__name__) or _line(top, key).title
            yield from _records(name, model, seen, f"{path}.{key}" if path else key)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _declared(model: type[BaseModel], key: str) -> str:
    """Name a key by the model that first declares it, so that what directions share is told once."""
    holders = (own for own in reversed(model.__mro__) if issubclass(own, BaseModel) and key in _fields(own))
    first = next(holders)
    return f"{first.__name__}.{key}" if key not in {"target", "baseline", "actuals"} else f"{model.__name__}.{key}"


def _line(model: type[BaseModel], key: str) -> Any:  # noqa: ANN401
    line = key_of(key, model.__name__)
    if line is None:
        raise SystemExit(f"{model.__name__}.{key} の例が tests/every_key/data にない。書き加える")
    return line


def _row(model: type[BaseModel], key: str) -> str:
    line, field = _line(model, key), _fields(model)[key]
    needed = "＊" if field.is_required() else ""
    words = CHOICES.get(key, {}) if _chosen(model, key) else {}
    told = "。".join((line.description, *(f"`{word}` {meaning}" for word, meaning in words.items())))
    examples = [_of_word(model, key, word) for word in words] or [_example(model, key)]
    return f"| `{key}`{needed} | {line.title} | {told} | {'<br>'.join(f'`{own}`' for own in examples)} |"


def _of_word(model: type[BaseModel], key: str, word: str) -> str:
    """Return the line with a word that can be chosen; the model says whether it takes it.

    Raises:
        ValidationError: where it does not.
    """
    field = _fields(model)[key]
    kind: Any = field.annotation
    for own in field.metadata:
        kind = Annotated[kind, own]
    TypeAdapter(kind).validate_python(word)
    return f"{key}: {word}"


def _chosen(model: type[BaseModel], key: str) -> bool:
    """Say whether the value of a key is one of some words."""
    return '"enum"' in json.dumps(model.model_json_schema(by_alias=True)["properties"][key])


def _below(field: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    yield from dict.fromkeys(_models(field.annotation))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, Reads):
        yield annotation.record
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _example(model: type[BaseModel], key: str) -> str:
    found = next((own for holder in model.__mro__ if (own := _known().get((holder.__name__, key)))), None)
    if found is None:
        raise SystemExit(f"{model.__name__}.{key} の例が tests/every_key/data にない。書き加える")
    assert yaml.safe_load(found)
    return found.replace("|", "\\|")


@cache
def _known() -> Mapping[tuple[str, str], str]:
    """The shortest example of every key, by the model that has it."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(EXAMPLES.rglob("*.yaml")):
        raw = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - which makes text of everything
        kind = _KINDS.get(path.relative_to(EXAMPLES).parts[0]) or DIRECTIONS[raw["direction"]]
        _walk(kind, raw, found)
    return found


def _walk(model: type[BaseModel], raw: Mapping[str, Any], found: dict[tuple[str, str], str]) -> None:
    for key, own in raw.items():
        written = yaml.dump({key: own}, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
        text = written.strip()[1:-1].replace("'", "")
        for holder in model.__mro__:
            if issubclass(holder, BaseModel) and key in _fields(holder):
                before = found.get((holder.__name__, key))
                if before is None or len(text) < len(before):
                    found[holder.__name__, key] = text
        if key in _fields(model):
            _into(_fields(model)[key].annotation, own, found)


def _into(annotation: Any, own: Any, found: dict[tuple[str, str], str]) -> None:  # noqa: ANN401
    """Look for examples in what stands below a key of that type: a record, or records by name, by year or in a list."""
    if isinstance(own, list):
        for one in own:
            _into(annotation, one, found)
    elif isinstance(own, Mapping):
        model = next((one for one in _models(annotation) if own.keys() <= _fields(one).keys()), None)
        if model:
            _walk(model, own, found)
        else:
            for below in own.values():
                _into(annotation, below, found)
