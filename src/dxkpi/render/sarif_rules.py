"""What SARIF says of a rule: its one sentence, and its page as help that a reader can open beside a finding."""

from collections.abc import Iterator

from dxkpi.core.diagnostic import RuleInfo
from dxkpi.core.page import Example
from dxkpi.render.doc import Block, Heading, Paragraph, Verbatim
from dxkpi.render.markdown import markdown
from dxkpi.render.text import text


def descriptor(rule: RuleInfo) -> dict[str, object]:
    """`rule` as an entry of the tool's rules; its tag is what --select takes for all rules of its kind."""
    page = tuple(_page(rule))
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary}。{rule.page.why}" if rule.page else rule.summary},
        "help": {"text": text(page, None, colour=False), "markdown": markdown(page)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.code[:4]]},
    }


def _page(rule: RuleInfo) -> Iterator[Block]:
    yield Heading(1, f"{rule.code} {rule.name}")
    yield Paragraph(rule.summary)
    if page := rule.page:
        yield Paragraph(page.why)
        yield Paragraph(f"直し方: {page.mend}")
        for title, examples in (("悪い例", page.bad), ("良い例", page.good)):
            for example in examples:
                yield from _example(title, example)


def _example(title: str, example: Example) -> Iterator[Block]:
    yield Heading(2, f"{title}（{example.file}）")
    yield Verbatim(tuple(example.text.splitlines()), "yaml")
