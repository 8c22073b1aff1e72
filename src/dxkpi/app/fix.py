"""`dxkpi validate --fix`: unmistakable slips fixed, file by file, and findings that appear afterwards."""

import re
from collections.abc import Callable

from dxkpi.app.data import Data, brought
from dxkpi.app.validate import ValidateRequest, rules_asked, validate
from dxkpi.core.outcomes.findings import FixedFile, FixOutcome
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
    touched = tuple(file for file in files if file is not None and (file.fixes or file.left))
    fixed = {file.document: file.after for file in touched}
    return FixOutcome(touched, brought(data, data.changed(fixed)) if dry_run else (), dry_run)


def _fixed(data: Data, name: str, asked: Callable[[str], bool], *, tidy: bool) -> FixedFile | None:
    raw = data.tree.read(name)
    if not isinstance(raw, bytes):
        return None
    if is_published(name.removeprefix(data.tree.label + "/")) and _MADE.search(raw):
        return None  # what dxkpi publish wrote is not touched
    return fix_file(name, raw, data.tree.label, lambda rule: asked(rule.code), tidy=tidy)
