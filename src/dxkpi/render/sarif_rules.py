"""What SARIF says of a rule: its one sentence, and its page as help that a reader can open beside a finding."""

import re
from collections.abc import Iterator

from dxkpi.core.diagnostic import RuleInfo
from dxkpi.core.page import Example, Page
from dxkpi.render.markdown import opening

_FENCE = re.compile(r"`{3,}")


def descriptor(rule: RuleInfo) -> dict[str, object]:
    """`rule` as an entry of the tool's rules."""
    page = rule.page
    whole = f"{rule.summary}。{page.why}" if page else rule.summary
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": whole},
        "help": {"text": "\n\n".join(_text(rule)), "markdown": "\n\n".join(_markdown(rule))},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.code[:4]]},
    }


def _text(rule: RuleInfo) -> Iterator[str]:
    yield rule.summary
    if page := rule.page:
        yield page.why
        yield f"直し方: {page.mend}"
        for title, example in _examples(page):
            yield f"{title}（{example.file}）:\n{_indented(example.text)}"


def _markdown(rule: RuleInfo) -> Iterator[str]:
    yield f"# {rule.code} {opening(rule.name)}\n\n{opening(rule.summary)}"
    if page := rule.page:
        yield opening(page.why)
        yield f"**直し方**: {opening(page.mend)}"
        for title, example in _examples(page):
            yield f"## {title}\n\n`{example.file}`\n\n{_fenced(example.text)}"


def _examples(page: Page) -> Iterator[tuple[str, Example]]:
    yield from (("悪い例", example) for example in page.bad)
    yield from (("良い例", example) for example in page.good)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip(" ") for line in text.splitlines())


def _fenced(text: str) -> str:
    fence = max(_FENCE.findall(text), key=len, default="``") + "`"
    return f"{fence}yaml\n{text.rstrip()}\n{fence}"
