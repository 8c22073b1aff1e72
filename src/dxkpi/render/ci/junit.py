"""`junit`: JUnit XML for the test pages of CI systems; each data file is a test case under its own name.

The errors of a file are one failure, since many readers show only the first of several. Warnings are in its
`system-out`, so that they turn nothing red.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from dxkpi.core.basis.finding import Finding, Severity, count
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.text import text
from dxkpi.render.views.findings import beyond, finding_blocks

_SUITE = "dxkpi"
_UNTOLD = "このファイルの誤りは、指摘が多すぎるため省いた"


def write(outcome: ValidateOutcome, look: Look) -> bytes:  # noqa: ARG001 - looks the same everywhere
    """Return `outcome` as UTF-8 XML with a final newline."""
    root = _suites(outcome)
    ET.indent(root)
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"


def _suites(outcome: ValidateOutcome) -> ET.Element:
    cut = {share.document for share in outcome.beyond if share.severity is Severity.ERROR}
    cases = [_case(name, own, cut=name in cut) for name, own in _by_file(outcome)]
    failed = sum(case.find("failure") is not None for case in cases)
    counts = {"name": _SUITE, "tests": str(len(cases)), "failures": str(failed), "errors": "0"}
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", counts | {"skipped": "0"})
    suite.extend(cases)
    if left := beyond(outcome):
        ET.SubElement(suite, "system-out").text = left
    return root


def _by_file(outcome: ValidateOutcome) -> Iterator[tuple[str, Sequence[Finding]]]:
    """Yield every file that was read or has a finding, with its findings."""
    names = {*outcome.names, *(share.document for share in outcome.shares)}
    found: dict[str, list[Finding]] = {name: [] for name in sorted(names)}
    for finding in outcome.findings:
        found[finding.spot.document].append(finding)
    yield from found.items()


def _case(document: str, findings: Sequence[Finding], *, cut: bool) -> ET.Element:
    path = plain(document)
    folder, _, name = path.rpartition("/")
    case = ET.Element("testcase", {"classname": folder or ".", "name": name, "file": path})
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        codes = " ".join(dict.fromkeys(finding.diagnostic.rule.code for finding in errors))
        ET.SubElement(case, "failure", {"type": codes, "message": _message(errors)}).text = _lines(errors)
    elif cut:
        ET.SubElement(case, "failure", {"message": _UNTOLD})
    warnings = [finding for finding in findings if finding.severity is Severity.WARNING]
    if warnings:
        ET.SubElement(case, "system-out").text = _lines(warnings)
    return case


def _message(findings: Sequence[Finding]) -> str:
    others = count(findings) - 1
    at_least = "以上" if any(finding.uncounted for finding in findings) else ""
    return plain(findings[0].diagnostic.message) + (f"（ほか{others}件{at_least}）" if others else "")


def _lines(findings: Sequence[Finding]) -> str:
    return text(tuple(finding_blocks(findings, Look())), None, colour=False).rstrip("\n")
