"""What the declared models say of their keys: which there are at a place, and what each is for."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from dxkpi.core.reference import Path
from dxkpi.core.targets import DIRECTIONS

MEANINGS: dict[str, tuple[str, str]] = {
    "id": ("指標や区分を指す短い名前", "id: rpa-hours"),
    "name": ("名称", "name: RPA導入により削減した作業時間"),
    "plan": ("属する計画の id", "plan: chiba-ict"),
    "section": ("属する分野の id", "section: hakyu"),
    "relisted": ("再掲するほかの分野", "relisted: の次の行に「- dodai」"),
    "shared": ("この指標を使うほかの計画", "shared: の次の行に字下げして計画の id、その下に section と target"),
    "unit": ("単位", "unit: 時間"),
    "direction": ("目標の型", "direction: absolute"),
    "target": ("目標値", "target: の次の行に字下げして value: 6000"),
    "baseline": ("基準値", "baseline: の次の行に字下げして value: 0"),
    "actuals": ("年度ごとの実績値", "actuals: の次の行に字下げして R3: と書き、その下に value と status"),
    "value": ("値", "value: 6000"),
    "change": ("基準値からの増減（%）", "change: 10（10%増）、change: -80（8割減）"),
    "status": ("実績・速報・見込・時点の別", "status: 実績"),
    "year": ("年度", "year: R3"),
    "better": ("高いほど良いか（higher）、低いほど良いか（lower）", "better: higher"),
    "steps": ("行う段階の並び", "steps: の次の行に「- 窓口の設置」"),
    "done": ("済んだ段階の並び", "done: の次の行に「- 窓口の設置」。まだなければ done: []"),
    "parts": ("部分ごとの値", "parts: の次の行に字下げして「県: 1」"),
    "rule": ("部分をどう合わせるか", "rule: sum"),
    "by": ("点を合計するか平均するか", "by: sum"),
    "reference": ("比べる相手の値", "reference: の次の行に字下げして name と value"),
    "min": ("下限", "min: 10"),
    "max": ("上限", "max: 20"),
    "from": ("始まり", "from: R1"),
    "to": ("終わり", "to: R3"),
    "document": ("出典の文書の id", "document: r3-progress"),
    "page": ("ページ", "page: 8"),
    "source": ("出典", "source: の次の行に字下げして document: r3-progress"),
    "reported": ("資料にまだない値の報告者", "reported: 情報政策課"),
    "since": ("停止として報告する最初の年度", "since: R2"),
    "reason": ("理由", "reason: 事業が終了したため"),
    "label": ("表に印刷する語", "label: 60%以上100%未満"),
    "group": ("区分の大きな分け", "group: 達成"),
    "title": ("題名", "title: 令和3年度の進捗"),
    "publisher": ("発行者", "publisher: 千葉県"),
    "sections": ("分野の並び", "sections: の次の行に「- id: hakyu」"),
    "formula": ("達成率の計算式", "formula: distance"),
    "against": ("何と比べるか", "against: target"),
    "rating": ("達成区分の id", "rating: achieved"),
    "count": ("数", "count: 36"),
    "code": ("規則の番号", "code: KPI302"),
    "severity": ("重さ（error、warning、none）", "severity: warning"),
    "counts": ("公表された分野ごとの数", "counts: の次の行に字下げして分野の id"),
    "why": ("訂正の理由", "why: 二つの業務を重ねて数えていたため"),
}
MOVED = {
    "published": "年度ごとに data/published/<計画の id>/R3.yaml に移す（plan、year、date、source、counts、percent）",
    "undisclosed": "公表した年度のファイル data/published/<計画の id>/R3.yaml の unnamed に移す",
}
"""Where keys belong that a plan's file does not take, though it might be thought to."""

_IN_REVISIONS: dict[str, tuple[str, str]] = {
    "date": ("改定が決まった日", "date: 2021-02-10"),
    "indicator": ("改定する指標の id", "indicator: rpa-hours"),
    "from": ("改定の前の目標", "from: の次の行に字下げして value: 6000"),
    "to": ("改定の後の目標", "to: の次の行に字下げして value: 5500"),
    "reason": ("改定の理由", "reason: 対象の業務を見直したため"),
}
"""What a key is for, and how it is written; of a revision, where the same key means something else."""


def meaning_at(path: Path) -> tuple[str, str] | None:
    """What the last key of `path` is for, and how it is written, where that is known."""
    key = str(path[-1])
    return (_IN_REVISIONS.get(key) if path[0] == "revisions" else None) or MEANINGS.get(key)


INDICATOR_ORDER = (
    "id", "name", "plan", "section", "subsection", "relisted", "owner", "unit", "direction", "better", "counting",
    "baseline", "target", "actuals", "unmet", "suspended", "shared", "source", "assumed", "note",
)  # fmt: skip
RECORD_ORDER = (
    "value", "done", "parts", "text", "status", "as_of", "known", "period", "approximate", "note", "reported", "source",
)  # fmt: skip
"""In which order people write the keys of an indicator, and of a record of its actuals."""


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a model takes, as they are written in data."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the record at `path` below `model`; None where there is none."""
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
    """`annotation` without what surrounds the one type that matters: Annotated, `| None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def directions_with(key: str, path: Path) -> Iterator[str]:
    """The directions whose records take `key` at `path`."""
    for direction, model in DIRECTIONS.items():
        at = model_at(model, path)
        if at is not None and key in keys_of(at):
            yield direction
