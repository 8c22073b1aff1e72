"""The state of answers as flat rows for other programs: one for each indicator and round."""

from collections.abc import Iterator, Mapping

from dxkpi.core.collection.ask import Ask, Round, Want
from dxkpi.core.departments import Department
from dxkpi.core.outcomes.sheet import StatusOutcome


def status_rows(outcome: StatusOutcome) -> Iterator[Mapping[str, str | int | bool | None]]:
    """Yield a row for each indicator and round."""
    for own in outcome.rounds:
        for ask in own.asks:
            yield _row(own, ask, outcome.departments.of(ask.owner))


def _row(own: Round, ask: Ask, department: Department | None) -> dict[str, str | int | bool | None]:
    indicator, pending = ask.own.indicator, ask.own.indicator.awaited(own.year)
    return {
        "plan_id": own.plan.plan.plan,
        "plan": own.plan.plan.name,
        "fiscal_year": own.year.start,
        "wanted": own.wanted.value,
        "deadline": str(own.day) if own.day else None,
        "days_late": own.late if own.late > 0 else None,
        "id": indicator.id,
        "number": indicator.number,
        "name": indicator.name,
        "owner": indicator.owner,
        "standing": ask.standing.value,
        "overdue": own.overdue(ask),
        "promised": str(pending.until) if pending and pending.until else None,
        "reason_owed": Want.REASON in ask.wants,
        "rating_owed": Want.RATING in ask.wants,
        "actual_status": ask.now.actual.status.value if ask.now else None,
        "contact": department.contact if department else None,
        "mail": department.mail if department else None,
    }
