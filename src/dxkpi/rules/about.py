"""Which indicators a rule is about: it is asked of no other, so that most indicators cost most rules nothing."""

from dxkpi.core.targets.absolute import Absolute
from dxkpi.rules.subject import Subject


def missed(subject: Subject) -> bool:
    """Those that say why the target of a year was missed."""
    return bool(subject.indicator.unmet)


def in_states(subject: Subject) -> bool:
    """Those that the data put into a state."""
    return bool(subject.indicator.states)


def uneven(subject: Subject) -> bool:
    """Those whose numbers may have a digit too many or too few: not of one size, or of several parts."""
    return not subject.steady


def percentages(subject: Subject) -> bool:
    """Those whose values are percentages, by their unit."""
    return subject.in_percent


def measured_again(subject: Subject) -> bool:
    """Those with several records of one year."""
    return any(len(records) > 1 for records in subject.indicator.actuals.values())


def revised(subject: Subject) -> bool:
    """Those whose target a decision has revised."""
    return subject.indicator.id in subject.plan.plan.revisions_of


def planned_by_year(subject: Subject) -> bool:
    """Those with targets of single years, by adoption or by a revision."""
    indicator = subject.indicator
    return revised(subject) or (isinstance(indicator, Absolute) and bool(indicator.target.by_year))
