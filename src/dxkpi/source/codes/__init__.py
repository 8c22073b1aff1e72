"""Rules of the reader itself, whose findings leave no usable data."""

from dxkpi.core.basis.finding import Page, RuleInfo, Severity


def error(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """Return a rule whose findings leave no usable data: an error that cannot be waived."""
    return RuleInfo(code, name, Severity.ERROR, summary, page)
