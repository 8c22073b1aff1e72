"""What became of an indicator in a year, as output."""

from typing import Literal, assert_never

from pydantic import Field

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.detail import Standing, standing
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.numerals import rate
from dxkpi.core.plan import Plan
from dxkpi.render.json_v1.base import Out, RatioOut


class ResultOut(Out):
    """The rating, or why there is none. `met` is null where it is not known, or is not asked."""

    state: Literal["rated", "not_assessed", "suspended", "in_state", "followed"] = Field(
        title="判定済み・算定不能・進捗管理の停止・計画の定める状態・推移のみ の別"
    )
    rating: str | None = Field(title="達成区分の id")
    rate: RatioOut | None = Field(title="達成率")
    no_rate_because: str | None = Field(title="達成区分があって達成率がない理由")
    just_short: bool = Field(title="超えるべき（下回るべき）値にちょうど達しただけか")
    in_state: str | None = Field(title="計画の定める状態の id（ないとき null）")
    why: NotAssessedReason | None = Field(title="算定不能の理由")
    possible: list[str] = Field(title="算定不能のとき、ありうる達成区分の id")
    met: bool | None = Field(title="達成か（分からないとき null）")
    assumed: list[str] = Field(title="結果を左右する推定のキー")

    @classmethod
    def of(cls, assessment: Assessment, plan: Plan) -> "ResultOut":
        """The outcome of `assessment` as output."""
        outcome = assessment.outcome
        rated = outcome if isinstance(outcome, Rated) else None
        open_ = outcome if isinstance(outcome, NotAssessed) else None
        return cls(
            state=_state(assessment),
            rating=rated.rating.id if rated else None,
            rate=_rate(rated, plan) if rated else None,
            no_rate_because=rated.reason or None if rated else None,
            just_short=bool(rated and rated.just_short),
            in_state=outcome.state.id if isinstance(outcome, SpecialStatus) else None,
            why=open_.why if open_ else None,
            possible=[rating.id for rating in open_.possible] if open_ else [],
            met=_MET.get(standing(assessment)),
            assumed=list(assessment.assumed),
        )


_MET: dict[Standing | None, bool] = {Standing.MET: True, Standing.UNMET: False}


def _state(assessment: Assessment) -> Literal["rated", "not_assessed", "suspended", "in_state", "followed"]:
    match assessment.outcome:
        case Rated():
            return "rated"
        case NotAssessed():
            return "not_assessed"
        case Suspended():
            return "suspended"
        case SpecialStatus():
            return "in_state"
        case Monitored():
            return "followed"
        case _:
            assert_never(assessment.outcome)


def _rate(rated: Rated, plan: Plan) -> RatioOut | None:
    if rated.rate is None or plan.scale is None:
        return None
    return RatioOut.of(rated.rate, rate(rated.rate, plan.scale))
