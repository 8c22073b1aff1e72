"""A revision that does not start from the target in force before it: one of the two is not what was decided."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import INDICATOR, PLAN, Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.plan.plan import Revised, RevisionMisfit, as_written, standing, steps
from dxkpi.core.plan.revision import TargetValues
from dxkpi.rules.base import IndicatorRule, Subject, named

_INDICATOR = Example("target:\n  value: 6000\n", INDICATOR)
_REVISION = """revisions:
  - date: 2021-02-10
    indicator: hours
    from:
      value: {}
    to:
      value: 5500
    reason: 対象の業務を見直したため
    decision: 本部会議で決定
"""

INFO = error(
    "KPI505",
    "revision-chain",
    "改定の前の目標が、その時の目標と違うか、改定の順が日付と合わない",
    Page(
        why="指標のファイルの目標を改定後の値に書き換えたり、間の改定を書き落としたりすると起きる。"
        "どの年度にどの目標で判定するかが決まらない。",
        fix="指標の target には策定のときの目標を残し、改定は古い順に並べる。"
        "from には、その改定の直前に有効だった目標を、変わるキーのすべてについて書く。",
        bad=(_INDICATOR, Example(_REVISION.format(6500), PLAN)),
        good=(_INDICATOR, Example(_REVISION.format(6000), PLAN)),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    origin, earlier = declared.at("target"), None
    for step in steps(declared.indicator, plan.plan):
        revision, place = step.revision, ("revisions", step.position)
        if earlier and revision.date.last < earlier.first:
            yield Diagnostic(
                INFO,
                plan.at(*place, "date"),
                f"{named(declared)}の改定（{revision.date}）が、前に書かれた改定（{earlier}）より古い",
                "改定を古い順に並べるか、date を直す",
                (Related(origin, "前の改定"),),
            )
        for key, said, found in _differences(step, plan):
            yield Diagnostic(
                INFO,
                plan.at(*place, "from", key),
                f"{named(declared)}の改定前の {key} は、改定では{_words(said)}、その時の目標では{_words(found)}",
                f"from の {key} を直すか、指標の target と前の改定を確かめる",
                (Related(origin, "その時の目標"),),
            )
        origin, earlier = plan.at(*place, "to"), revision.date


def _differences(step: Revised | RevisionMisfit, plan: DeclaredPlan) -> Iterator[tuple[str, object, object]]:
    """Yield the keys of a revision whose value in force differs from its `from`, with both values."""
    now, before = standing(step.before, plan.plan), step.revision.before.stated
    for name in {**before, **step.revision.after.stated}:
        said = None if before.get(name) is False else before.get(name)
        if said != now.get(name):
            yield TargetValues.model_fields[name].alias or name, said, now.get(name)


def _words(value: object) -> str:
    return "なし" if value is None else f"「{clip(_plain(as_written(value)))}」"


def _plain(written: object) -> str:
    if isinstance(written, dict):
        return "、".join(f"{key}: {_inside(value)}" for key, value in written.items())
    return "、".join(map(_inside, written)) if isinstance(written, list) else str(written)


def _inside(written: object) -> str:
    return f"（{_plain(written)}）" if isinstance(written, (dict, list)) else str(written)


REVISION_CHAIN = IndicatorRule(INFO, _check)
