"""How the reader's own rules are declared."""

from dxkpi.core.basis.finding import Page, RuleInfo, Severity


def error(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """A rule whose findings leave nothing to reckon with: an error that cannot be waived."""
    return RuleInfo(code, name, Severity.ERROR, summary, page)
