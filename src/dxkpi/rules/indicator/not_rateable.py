"""An indicator with a target in a plan without a method, which would silently be monitored and never rated."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.rules.base import IndicatorRule, Subject, named

_PLAN = "plan: plan-b\nname: 計画B\nsections:\n  - id: one\n    name: 分野一\n"
_RATED = (
    f"{_PLAN}method: {{formula: ratio, against: target}}\nratings:\n"
    "  - {id: met, label: 達成, group: 達成, at_least: 100}\n  - {id: missed, label: 未達成, group: 未達成}\n"
)
_ITEMS = "id: data-items\nname: データ公開数\nplan: plan-b\nsection: one\nunit: 項目\n"
_TARGETED = f"{_ITEMS}direction: absolute\nbetter: higher\ntarget:\n  value: 1000\n"
_FOLLOWED = f"{_ITEMS}direction: monitor\n"

INFO = error(
    "KPI304",
    "not-rateable",
    "算定方法のない計画に、目標のある指標がある",
    Page(
        why="ほかの計画から、目標のある指標のファイルを写すと起きる。"
        "算定方法 method も達成区分 ratings もない計画では判定ができず、目標があるのに推移だけを見ることになる。",
        fix="判定する計画なら、計画のファイルに method（計算の方法）を書く。"
        "区分を付ける計画なら ratings（達成区分）も書く。"
        "推移を見るだけなら、指標を direction: monitor とし、目標を消す。",
        bad=(
            Example(_PLAN, "targets/plan-b.yaml", whole=True),
            Example(_TARGETED, "indicators/plan-b/data-items.yaml", whole=True),
        ),
        good=(
            Example(_PLAN, "targets/plan-b.yaml", whole=True),
            Example(_FOLLOWED, "indicators/plan-b/data-items.yaml", whole=True),
        ),
        others=(
            (
                Example(_RATED, "targets/plan-b.yaml", whole=True),
                Example(_TARGETED, "indicators/plan-b/data-items.yaml", whole=True),
            ),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    if not declared.indicator.rated or plan.plan.ratings:
        return
    model = type(declared.indicator).model_fields
    targeted = [key for key in ("better", "target") if key in model and not declared.inherits(key)]
    written = [key for key in targeted if getattr(declared.indicator, key) is not None]
    gone = f"とし、{' と '.join(written)} の行（下の行ごと）を消す" if written else "とする"
    yield Diagnostic(
        INFO,
        declared.at("direction"),
        f"{named(declared)}には目標があるが、計画「{plan.plan.plan}」には算定方法 method がない",
        f"計画に method（区分を付けるなら ratings も）を書くか、推移を見るだけなら、direction: monitor {gone}",
        (Related(plan.at("plan"), "計画"),),
    )


NOT_RATEABLE = IndicatorRule(INFO, _check)
