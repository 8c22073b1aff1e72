"""A row of a published year that differs from the data: paper and data do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from dxkpi.core.assessment import Rated, SpecialStatus
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Path, Related, error
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset
from dxkpi.core.indicator.attested import YearKind
from dxkpi.core.numerals import number, rate_figure
from dxkpi.core.plan.plan import as_written
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.core.published_rows import Written, changes, written_value
from dxkpi.rules.base import DatasetRule, PlanRule, PlanSubject, named
from dxkpi.rules.published_years import MAPS, flow, made, renamed

if TYPE_CHECKING:
    from dxkpi.core.basis.finding import Path, Ref
    from dxkpi.core.publication.conformity import Conformity, Deviation
    from dxkpi.core.published_rows import RowDifference

_TARGET = "target:\n  value: {}\n"
_CORRECTION = (
    "corrections:\n  - {date: 2022-06-01, year: R3, indicator: maps, from: {target: {value: 100}, rate: 100.0}, "
    "to: {target: {value: 90}, rate: 111.1}, why: 目標値を写し間違えていた}\n"
)
_REVISION = (
    "revisions:\n  - {date: 2022-06-01, indicator: maps, from: {value: 100}, to: {value: 90}, "
    "reason: 対象の地図が減ったため, decision: 本部会議}\n"
)

Rate = Callable[[Fraction], str]

INFO = error(
    "KPI711",
    "published-row",
    "公表した値が、正誤なしに今のデータと違う",
    Page(
        why="公表した年度の値を書き換えると、公表した資料の数字が、データからは出なくなる。"
        "いつ、なぜ変わったのかも、後から誰にも分からない。公表の日より後に分かった値は比べない。",
        fix="書き換えるつもりがなかったなら、公表したときの値（data/published/ にある）に戻す。"
        "公表した値の誤りなら、計画の corrections に、いつ、何から何に、なぜ直したかを書く。"
        "公表の後に目標を改定したのなら、target は戻し、計画の revisions に書く。"
        "新しい値が分かったのなら、公表した値を残し、その下に known（分かった日）を添えて並べる。",
        bad=(made(), Example(_TARGET.format(90), MAPS)),
        good=(made(), Example(_TARGET.format(90), MAPS), Example(_CORRECTION, PLAN)),
        others=(
            (made(), Example(_TARGET.format(100), MAPS)),
            (made(), Example(_TARGET.format(100), MAPS), Example(_REVISION, PLAN)),
        ),
    ),
)


def _plans(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.published:
        if dataset.plan(declared.published.plan) is None and not dataset.unread:
            found = f"公表した計画「{declared.published.plan}」が、データにない"
            yield Diagnostic(INFO, declared.at("plan"), found, "計画のファイルを targets/ に戻す", blocks=False)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    for stand in subject.conformities:
        for deviation in stand.deviations:
            yield (
                _gone(subject, stand, deviation.indicator) if deviation.declared is None else _changed(stand, deviation)
            )


def _when(stand: Conformity) -> str:
    published = stand.declared.published
    return f"公表した{published.year.formal}（{published.date}）"


def _gone(subject: PlanSubject, stand: Conformity, identifier: str) -> Diagnostic:
    place = stand.declared.at("rows", identifier)
    message = f"{_when(stand)}の指標「{identifier}」が、データにない"
    again = renamed(stand.corrected, identifier, (own.declared for own in subject.subjects))
    if again:
        name, new = clip(again.indicator.name), again.indicator.id
        return Diagnostic(
            INFO,
            place,
            f"{message}（同じ名称の指標「{name}」の id は「{new}」である）",
            f"id を変えたのなら、「{new}」を「{identifier}」に戻す。公表した指標の id は変えない。"
            f"別の指標なら、「{identifier}」のファイルを戻す",
            (Related(again.at("id"), "今の id"),),
            blocks=False,
        )
    way = "指標のファイルを戻す。重ねて公表した指標なら、その行のすべてのキーを from に書き、to のない正誤を書く"
    return Diagnostic(INFO, place, message, way, blocks=False)


def _changed(stand: Conformity, deviation: Deviation) -> Diagnostic:
    assert deviation.declared is not None
    differing = difference_words(deviation.differences, "今", _rate(stand))
    return Diagnostic(
        INFO,
        _place(deviation),
        f"{named(deviation.declared)}の、{_when(stand)}の値が、今のデータと違う（{differing}）",
        f"書き違いなら、公表したときの値に戻す。{_how(stand, deviation)}{_newer(stand, deviation)}",
        (Related(stand.declared.at("rows", deviation.indicator), "公表した値"),),
        blocks=False,
    )


def difference_words(differences: Iterable[RowDifference], now: str = "データ", rate: Rate | None = None) -> str:
    """Describe published and present values, key by key."""
    each = ((_key(d.path), _word(d.published, rate), _word(d.today, rate)) for d in differences)
    return "、".join(f"{key} 公表「{was}」、{now}「{own}」" for key, was, own in each)


def _rate(stand: Conformity) -> Rate | None:
    """Return what prints a rate as those of the year were printed."""
    judged = stand.declared.published.judged
    return partial(rate_figure, scale=judged.scale) if judged and judged.scale else None


_FIELDS = {"unit": "unit", "baseline": "baseline", "target": "target", "state": "suspended"}


def _place(deviation: Deviation) -> Ref:
    """Return the place of the first key that differs, or of the indicator's id where no such key is in its file."""
    declared, today = deviation.declared, deviation.today
    assert declared is not None
    assert today is not None
    for key, *below in (difference.path for difference in deviation.differences):
        field, since = _FIELDS.get(str(key)), today.since
        if key == "baseline" and since is not None:
            return declared.baseline_at(since, *_there(since.baseline, below))
        if key == "actual" and today.observation:
            record = today.observation
            return declared.at("actuals", str(record.year), record.index, *_there(record.actual, below))
        if field and getattr(declared.indicator, field, None):
            return declared.at(field, *_there(getattr(declared.indicator, field), below))
    return declared.at("id")


def _there(record: object, below: list[str | int]) -> list[str | int]:
    """Return the first of the keys that lead to a value, if the record has it."""
    key = "".join(map(str, below[:1]))
    return below[:1] if key in getattr(record, "model_fields_set", ()) else []


def _newer(stand: Conformity, deviation: Deviation) -> str:
    """Return the advice for data that are right beside a paper that was: a later decision or value to record."""
    keys = {str(difference.path[0]) for difference in deviation.differences}
    restated = _REDEFINED if deviation.today and deviation.today.since else _RESTATED
    each = (("target", _revision(deviation)), ("baseline", restated), ("actual", _LATER))
    ways = [way for key, way in each if key in keys and way]
    ways += _said_once(deviation)
    if deviation.today and deviation.today.observation is None:
        ways.append(f"{stand.declared.published.date} より後に分かった値は比べていない")
    return "".join(f"。{way}" for way in ways or (_LATER,))


_RESTATED = (
    "元の統計が遡って改められたのなら、baseline の値は公表したときのまま残し、restated に改めた日と値を書く"
    "（すべての年度に使う。ある年度から定義が変わったのなら breaks に書く）"
)
_REDEFINED = (
    "公表した年度が前の定義によるのなら、breaks の from を、新しい定義で公表する最初の年度にする。"
    "定義の変更が公表の後に分かったのなら、breaks に known（分かった日）を書く"
)
_LATER = "公表の後に分かったことなら、公表した値は残し、後から分かったものに known（分かった日）を書く"


def _said_once(deviation: Deviation) -> Iterator[str]:
    """Yield the advice for a rating or a state that stands in place of the published one: a year has one of each."""
    was, today = {difference.path: difference.published for difference in deviation.differences}, deviation.today
    if today and today.judged and ("rating",) in was:
        computed = today.computed.rating.id if isinstance(today.computed, Rated) else UNASSESSED
        yield _JUDGED_LATER if was["rating",] == computed else _ANOTHER.format("人の評価（judged）")
    if was.get(("state",)) and today and isinstance(today.outcome, SpecialStatus) and today.outcome.entered:
        yield _ANOTHER.format("状態（states）")


_JUDGED_LATER = "公表の後に出た人の評価なら、その judged に known（分かった日）を書く"
_ANOTHER = "{}は年度に一つしか書けないので、公表の後に改めたのでも、この正誤を書く"


def _revision(deviation: Deviation) -> str:
    """Return the entry to paste; empty where only what the target is worked out from differs."""
    was, now = _targets(deviation)
    if was == now:
        return ""
    changed = {key for key in {*was, *now} if was.get(key) != now.get(key)}
    # A side that states nothing cannot be read: then both state the whole target.
    keys = changed if changed & was.keys() and changed & now.keys() else {*was, *now}
    entry = {
        "date": "改定を決めた日",
        "indicator": deviation.indicator,
        "from": {key: own for key, own in was.items() if key in keys},
        "to": {key: own for key, own in now.items() if key in keys},
        "reason": "改定の理由",
        "decision": "決めた会議",
    }
    return f"目標を改定したのなら、target は公表したときの値に戻し、計画の revisions に書く: - {flow(entry)}"


def _targets(deviation: Deviation) -> tuple[dict[str, Written], dict[str, Written]]:
    """Return the target in force as it was published and as it is, written by the keys of a revision."""
    now = _stated(deviation)
    was = _stated(deviation)
    for path, published in ((own.path, own.published) for own in deviation.differences if own.path[0] == "target"):
        worked_out = path[1] == "value" and "value" not in now and now.keys() & {"change", "points"}
        moving = path[1] == "reference" and "by_year" in now.get("reference", {})
        if worked_out or moving:
            continue
        *steps, last = _steps(path[1:], deviation)
        below = was
        for step in steps:
            below = below.setdefault(step, {})
        if published is None:
            below.pop(last, None)
        else:
            below[last] = written_value(published)
    return was, now


def _steps(path: Path, deviation: Deviation) -> list[str]:
    """Return the keys to a value of a target, the year of a target of a single year as the indicator has it."""
    kind = deviation.today.indicator.year_kind if deviation.today else YearKind.FISCAL
    before = (None, *path)
    return [
        str(kind.of(parse_fiscal_year(str(step)))) if above == "by_year" else str(step)
        for above, step in zip(before, path, strict=False)
    ]


def _stated(deviation: Deviation) -> dict[str, Written]:
    target = deviation.today.indicator.target if deviation.today else None
    written = as_written(target).items() if target else ()
    return {key: own for key, own in written if own != "false" and key not in {"note", "source"}}


def _how(stand: Conformity, deviation: Deviation) -> str:
    entry = {
        "date": "正誤を出した日",
        "year": str(stand.declared.published.year),
        "indicator": deviation.indicator,
        **changes(deviation.differences, _rate(stand)),
        "why": "誤っていた理由",
    }
    return f"公表した値の誤りなら、計画の corrections に書く: - {flow(entry)}"


def _key(path: Path) -> str:
    return "rate" if path == ("exact_rate",) else clip(".".join(map(str, path)))


def _word(value: object, rate: Rate | None) -> str:
    if value is None:
        return "なし"
    written = number(value) if isinstance(value, Quotient) else written_value(value, rate)
    return clip(written if isinstance(written, str) else "、".join(written))


PUBLISHED_ROW = PlanRule(INFO, _check)
PUBLISHED_PLAN = DatasetRule(INFO, _plans)
