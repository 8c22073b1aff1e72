"""`dxkpi validate --fix`: unmistakable slips fixed, file by file, and findings that appear afterwards."""

import re
from collections.abc import Callable, Iterable

from dxkpi.app.data import Data, brought
from dxkpi.app.validate import ValidateRequest, rules_asked, validate
from dxkpi.core.basis.finding import Finding, RuleInfo
from dxkpi.core.outcomes.change import FixedFile, FixOutcome
from dxkpi.source.fix import fix_file
from dxkpi.source.listing import is_published

_MADE = re.compile(rb"^made:", re.MULTILINE)


def fix(data: Data, request: ValidateRequest, *, dry_run: bool = False) -> FixOutcome:
    """Return the fixes in the files and for the rules of `request`; nothing is written here.

    Blanks at line ends and a missing end of the last line are fixed unless rules are selected. With `dry_run`, the
    findings that appear afterwards are included.

    Raises:
        UsageProblem: for a path outside the data, or an unknown rule.
    """
    asked = rules_asked(request)
    files = (_fixed(data, name, asked, tidy=not request.select) for name in validate(data, request).names)
    told = tuple(file for file in files if file is not None and (file.fixes or file.left))
    return FixOutcome(told, _come_to_light(data, told) if dry_run else (), dry_run)


def _fixed(data: Data, name: str, asked: Callable[[str], bool], *, tidy: bool) -> FixedFile | None:
    def is_asked(rule: RuleInfo) -> bool:
        return asked(rule.code)

    raw = data.tree.read(name)
    if is_published(name.removeprefix(data.tree.label + "/")) and isinstance(raw, bytes) and _MADE.search(raw):
        return None  # what dxkpi publish wrote is not touched
    return fix_file(name, raw, data.tree.label, is_asked, tidy=tidy) if isinstance(raw, bytes) else None


def _come_to_light(data: Data, files: Iterable[FixedFile]) -> tuple[Finding, ...]:
    """Return the findings that the data have once everything is fixed, and did not have before."""
    return brought(data, data.changed({file.document: file.after for file in files}))
