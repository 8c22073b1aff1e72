"""Values whose day of knowledge is given neither by a document nor by a key, where that day matters.

Beside a dated record an undated one counts as the oldest, so that an undated 実績 would lose against a dated 見込. A
reported value in a plan with a published year counts as known at its publication, however late it came.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Path, Related, warning
from dxkpi.core.basis.record import Status
from dxkpi.rules.base import IndicatorRule, Subject, named

_DOCUMENTS = Example(
    "documents:\n  report: {title: 進捗状況, publisher: 県, date: 2022-03-14}\n"
    "  list: {title: 実績の一覧, publisher: 県}\n",
    file=PLAN,
)
_EXPECTED = "actuals:\n  R3:\n    - value: 5200\n      status: 見込\n      known: 2021-11\n"
_FINAL = "    - value: 5445\n      status: 実績\n      source: {document: list, heading: 実績}\n"

INFO = warning(
    "KPI703",
    "undated",
    "いつ分かったかが要るのに、分からない記録がある",
    Page(
        why="一つの年度に記録が並ぶときは、最後に分かったものを使う。"
        "分かった日（known、なければ資料の date）のない記録は最も古いものとみなすので、"
        "日付のない「実績」は、日付のある「見込」に負けて使われない。"
        "公表した年度のある計画では、報告（reported）による値・理由・状態・停止に known がないと、"
        "公表の後に書き加えたものも公表の日に分かっていたことになり、公表した数字が変わってしまう。",
        fix="記録に known（分かった日）を書くか、計画の documents の資料に date を書く。",
        bad=(_DOCUMENTS, Example(_EXPECTED + _FINAL)),
        good=(_DOCUMENTS, Example(_EXPECTED + _FINAL + "      known: 2022-03-14\n")),
    ),
)

_FIRM = tuple(Status)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    if plan.published:
        yield from _reported(subject)
    for year, records in declared.indicator.actuals.items():
        if len(records) == 1:
            continue
        known = [record.known_on(plan.plan.documents, declared.indicator.source) for record in records]
        dated = [index for index, day in enumerate(known) if day is not None]
        for index, record in enumerate(records):
            rank = _FIRM.index(record.status)
            beaten_by = [i for i in dated if rank <= _FIRM.index(records[i].status)]
            if known[index] is None and beaten_by:
                other = records[beaten_by[0]]
                yield Diagnostic(
                    INFO,
                    declared.at("actuals", str(year), index),
                    f"{named(declared)}の{year.formal}の{record.status}は、いつ分かったかが分からないため、"
                    f"{known[beaten_by[0]]} に分かった{other.status}より古いものとされる",
                    "known に分かった日を書くか、資料の date を書く",
                    (Related(declared.at("actuals", str(year), beaten_by[0]), "日付のある記録"),),
                )


def _reported(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for what was reported on no day: one for all values, one for all reasons, and so on."""
    declared, found = subject.declared, dict[str, list[Path]]()
    for path, said in subject.indicator.attested():
        if said.reported is not None and said.known is None:
            found.setdefault(str(path[0]), []).append(path)
    for key, paths in found.items():
        years = "、".join(dict.fromkeys(year for _, *below in paths for year in below[:1] if isinstance(year, str)))
        yield Diagnostic(
            INFO,
            declared.at(*paths[-1], "reported"),  # so that a waiver of it does not hide what is added below
            f"{named(declared)}の報告による{RECORD_WORDS[key]}{f'（{years}）' if years else ''}に、分かった日がない。"
            "公表した日にも分かっていたものとされる",
            f"{'それぞれの ' if len(paths) > 1 else ''}known に、報告のあった日を書く",
            (Related(subject.plan.published[0].at("year"), "公表した結果"),),
        )


RECORD_WORDS = {
    "actuals": "値",
    "unmet": "理由",
    "pending": "集計中の答え",
    "states": "状態",
    "judged": "人の評価",
    "breaks": "定義の変更",
    "remarks": "所見",
    "suspended": "停止",
}
"""What a record beside others says, by its key."""

UNDATED = IndicatorRule(INFO, _check)
