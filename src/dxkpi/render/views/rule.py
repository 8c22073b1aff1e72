"""The rules in a list, and one rule with its page."""

from collections.abc import Iterator, Sequence

from dxkpi.core.basis.finding import Example, RuleInfo
from dxkpi.core.numerals import number
from dxkpi.core.outcomes.findings import RuleOutcome, RulesOutcome
from dxkpi.render.blocks import Block, Column, Grid, Heading, Paragraph, Toned, Verbatim
from dxkpi.render.formats import Look
from dxkpi.render.plain import verbatim
from dxkpi.render.views.findings import TONES, WEIGHTS

_COLUMNS = (
    Column("番号", wraps=False),
    Column("名前", wraps=False),
    Column("重さ", wraps=False),
    Column("免除", wraps=False),
    Column("何を見つけるか"),
)
_ENCODINGS = {"cp932": "Shift_JIS"}
_BEFORE = "変更の前"
_HIDDEN = "\\t や \\u200b のような書き方は、そこにある目に見えない文字を表す。"


def rules(outcome: RulesOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield rules, one a row."""
    yield Grid(_COLUMNS, tuple(row(rule) for rule in outcome.rules))
    yield Paragraph(
        f"計{number(len(outcome.rules))}規則。説明は「dxkpi rule 番号」で見る。"
        "（check-targets）や（diff）は、dxkpi validate でなく、そのコマンドが見る規則。"
    )


def rule(outcome: RuleOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield one rule with its page."""
    return rule_blocks(outcome.rule)


def row(info: RuleInfo) -> tuple[str, ...]:
    """Return a rule as a row of the list."""
    return (
        info.code,
        info.name,
        Toned((WEIGHTS[info.severity], TONES[info.severity])),
        "可" if info.waivable else "-",
        info.summary + (f"（{'・'.join(info.commands)}）" if not info.by_validate else ""),
    )


def rule_blocks(rule: RuleInfo, level: int = 1) -> Iterator[Block]:
    """Yield a rule with its page, under a heading of that level."""
    waiving = "理由を添えて免除できる" if rule.waivable else "免除できない"
    yield Heading(level, f"{rule.code} {rule.name}")
    others = " と ".join(f"dxkpi {command}" for command in rule.commands)
    run_by = f"dxkpi validate でなく {others} が見る。" if not rule.by_validate else ""
    yield Paragraph(f"{rule.summary}（{WEIGHTS[rule.severity]}、{waiving}）。{run_by}")
    yield Heading(level + 1, "なぜ")
    yield Paragraph(rule.page.why)
    yield Heading(level + 1, "直し方")
    yield Paragraph(rule.page.fix)
    bad, good = ("悪い変更の後", "良い変更の後") if rule.page.before else ("悪い例", "良い例")
    further = ((f"{good}（ほかの直し方）", examples) for examples in rule.page.others)
    for title, examples in ((_BEFORE, rule.page.before), (bad, rule.page.bad), (good, rule.page.good), *further):
        removed = [] if title == _BEFORE else _removed(rule.page.bad, examples)
        if examples or removed:
            yield Heading(level + 1, title)
            for example in examples:
                yield from _example(example)
            yield from removed
    if not rule.page.bad:
        yield Paragraph("短い文面では示せないので、例はない。")


def _removed(bad: Sequence[Example], fixed: Sequence[Example]) -> list[Paragraph]:
    """Return what to say of the files of `bad` that are no more."""
    kept = {example.file for example in fixed}
    return [Paragraph(f"data/{own.file} を消す") for own in bad if own.whole and own.file not in kept]


def _example(example: Example) -> Iterator[Block]:
    part = "全体" if example.whole else "一部"
    saved = f"、文字コード {_ENCODINGS.get(example.encoding, example.encoding)}" if example.encoding != "utf-8" else ""
    yield Paragraph(f"data/{example.file}（{part}{saved}）")
    yield Verbatim(example.lines, "yaml")
    if any(verbatim(line) != line for line in example.lines):
        yield Paragraph(_HIDDEN)
