"""`sarif`: SARIF 2.1.0, for code scanning and for editors that show its results."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote_from_bytes

from dxkpi import __version__
from dxkpi.core.basis.finding import Finding, RuleInfo, Spot
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.core.settling import Waived
from dxkpi.render.formats import Look
from dxkpi.render.gfm import markdown
from dxkpi.render.plain import plain
from dxkpi.render.text import text
from dxkpi.render.views.findings import beyond, more
from dxkpi.render.views.rule import rule_blocks

_LINK = re.compile(r"(\\*)\](?=\()")
_LINK_TEXT = re.compile(r"[\\\[\]]")
_UNSEEN = re.compile(r"[^ -~]")


def message(text: str) -> str:
    r"""Return `text` on one line, such that no reader of SARIF takes a part of it for a link (§3.11.6).

    >>> print(message("[x](y)"))
    [x\](y)
    """
    return _LINK.sub(r"\1\1\\]", plain(text))


def link(text: str, target: int) -> str:
    r"""Return `text` as a link to the related location of that number.

    >>> print(link("[再掲]", 1))
    [\[再掲\]](1)
    """
    words = _LINK_TEXT.sub(r"\\\g<0>", plain(text))
    return f"[{words}]({target})"


def uri(name: str) -> str:
    """Return the name of a file as a URI, byte by byte; absolute only where the name is."""
    path = quote_from_bytes(_octets(name))
    return f"file://{path}" if path.startswith("/") else path


def dumped(log: object, indent: int | None = None) -> str:
    """Return `log` as JSON, indented or without blanks.

    Unprintable characters are escaped, and lone surrogates spelt out.
    """
    separators = (",", ":") if indent is None else None
    return _UNSEEN.sub(_escape, json.dumps(log, ensure_ascii=False, indent=indent, separators=separators))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character.isprintable() or character == "\n":
        return character
    if "\ud800" <= character <= "\udfff":
        return f"\\\\u{ord(character):04x}"
    return json.dumps(character)[1:-1]


def _octets(name: str) -> bytes:
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def descriptor(rule: RuleInfo) -> dict[str, object]:
    """Return `rule` as an entry of the tool's rules; its tag is the --select value for all rules of its kind."""
    page = tuple(rule_blocks(rule))
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary}。{rule.page.why}"},
        "help": {"text": text(page, None, colour=False), "markdown": markdown(page)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.code[:4]]},
    }


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_NO_RESULTS = '"results": null'
_FINGERPRINT = "dxkpi/v1"
_LONGEST_SNIPPET = 400

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Result:
    finding: Finding
    fingerprint: str
    waived: Waived | None


def write(outcome: ValidateOutcome, look: Look) -> bytes:  # noqa: ARG001 - looks the same everywhere
    """Return `outcome` as UTF-8 JSON with a final newline."""
    return b"".join(part.encode() for part in _written(outcome))


def _written(outcome: ValidateOutcome) -> Iterator[str]:
    """Yield the log as text, each result on one line: indented like the rest, it would be half as long again."""
    results = _results(outcome)
    rules = sorted({result.finding.diagnostic.rule for result in results}, key=lambda rule: rule.code)
    index = {rule: place for place, rule in enumerate(rules)}
    before, after = dumped(_frame(outcome, rules), indent=2).split(_NO_RESULTS)
    yield f'{before}"results": ['
    for number, result in enumerate(results):
        yield ("," if number else "") + "\n" + dumped(_result(result, index))
    yield f"]{after}\n"


def _frame(outcome: ValidateOutcome, rules: Sequence[RuleInfo]) -> Json:
    """Return the log without its results."""
    driver = {"name": "dxkpi", "version": __version__, "language": "ja", "rules": [descriptor(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True} | _left_out(outcome)],
        "language": "ja",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "dxkpi を実行したフォルダ"}}},
        "results": None,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _left_out(outcome: ValidateOutcome) -> Json:
    waived = f"免除された指摘のうち{outcome.waived_beyond}件を省いた" if outcome.waived_beyond else ""
    said = [{"level": "warning", "message": {"text": text}} for text in (beyond(outcome), waived) if text]
    return {"toolExecutionNotifications": said} if said else {}


def _results(outcome: ValidateOutcome) -> Sequence[_Result]:
    """Return all findings by place, including those set aside."""
    both = [*((finding, None) for finding in outcome.findings), *((w.finding, w) for w in outcome.waived)]
    both.sort(key=lambda pair: (pair[0].spot, pair[0].diagnostic.rule.code))
    prints = fingerprints(finding for finding, _ in both)
    return [_Result(finding, mark, waived) for (finding, waived), mark in zip(both, prints, strict=True)]


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a fingerprint of each of `findings` that stays the same when its line moves within the file."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        about = (finding.diagnostic.rule.code, finding.spot.document, (finding.line or "").strip())
        seen[about] += 1
        yield sha256("\0".join((*about, str(seen[about]))).encode("utf-8", "surrogatepass")).hexdigest()


def _result(result: _Result, index: dict[RuleInfo, int]) -> Json:
    diagnostic = result.finding.diagnostic
    related = list(enumerate(result.finding.related, 1))
    return {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": index[diagnostic.rule],
        "level": result.finding.severity.value,
        "message": {"text": "\n".join(_message(result.finding))},
        "locations": [{"physicalLocation": _place(result.finding.spot, result.finding.line)}],
        "partialFingerprints": {_FINGERPRINT: result.fingerprint},
        **({"relatedLocations": [_related(number, *other) for number, other in related]} if related else {}),
        **({"suppressions": [_suppression(result.waived)]} if result.waived else {}),
    }


def _message(finding: Finding) -> Iterator[str]:
    yield message(finding.diagnostic.message)
    if finding.diagnostic.hint:
        yield f"直し方: {message(finding.diagnostic.hint)}"
    for number, (_, label) in enumerate(finding.related, 1):
        yield f"関連: {link(label, number)}"
    if finding.more:
        yield more(finding)


def _related(number: int, spot: Spot, label: str) -> Json:
    return {"id": number, "physicalLocation": _place(spot), "message": {"text": message(label)}}


def _place(spot: Spot, line: str | None = None) -> Json:
    """Return `spot` in SARIF's words; the region reaches to the end of its line."""
    name = uri(spot.document)
    location: Json = {"uri": name} if name.startswith("file:") else {"uri": name, "uriBaseId": _ROOT}
    rest = (line or "")[spot.column - 1 :]
    snippet = {"snippet": {"text": rest}} if 0 < len(rest) <= _LONGEST_SNIPPET else {}
    region = {"startLine": spot.line, "startColumn": spot.column} | snippet
    return {"artifactLocation": location, "region": region}


def _suppression(waived: Waived) -> Json:
    """Return the suppression: by a comment beside the data, or else by a setting in the plan."""
    if waived.spot is None:
        return {"kind": "external", "justification": plain(waived.reason)}
    return {
        "kind": "inSource",
        "justification": plain(waived.reason),
        "location": {"physicalLocation": _place(waived.spot)},
    }
