"""Every rule's page is tried: its bad example breaks the rule and no other, its good example breaks none."""

from collections.abc import Mapping
from datetime import date

import pytest

from dxkpi.app.check_targets import CheckTargetsRequest, check_targets
from dxkpi.app.data import Data
from dxkpi.app.diff import ComparedState, DiffRequest, diff
from dxkpi.app.waiving import catalog
from dxkpi.core.basis.finding import PLAN, Command, Example, RuleInfo, Severity
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.rules.overlay import laid_over
from tests.rules.test_rules import BASE

TODAY = date(2026, 4, 1)
SAMPLE = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.rglob("*.yaml"))}
RULES = catalog()
WITHOUT_EXAMPLES = {
    "KPI101": "a file that cannot be read",
    "KPI102": "a folder or a pipe",
    "KPI103": "a link",
    "KPI104": "a megabyte",
    "KPI105": "the name of a file",
    "KPI128": "a repository",
} | dict.fromkeys((code for code in RULES if code.startswith("KPI9")), "a workbook")
ENTAILED = {
    "KPI410": {
        "KPI406": "the section that it is counted in has one too many",
        "KPI601": "so the published counts of the one that it left cannot be true",
    },
    "KPI603": {"KPI302": "a year with a published result asks why its targets were missed"},
    "KPI862": {"KPI863": "a target that is written over moves the results of all years"},
    "KPI715": {"KPI711": "what a correction does not correct differs from the data"},
    "KPI801": {"KPI301": "what cannot be read sets nothing aside"},
    "KPI803": {"KPI301": "what was meant is not set aside"},
    "KPI865": {
        "KPI863": "a target that is written over is easier",
        "KPI871": "an actual that is written over is better",
    },
    "KPI873": {"KPI601": "the published counts have it where its value puts it"},
    "KPI858": {"KPI605": "a paper that prints another unit contradicts the data"},
    "KPI804": {"KPI301": "what an expired waiver set aside counts again"},
}
"""What else a bad example cannot but break: codes with the reason, by the code of the rule."""


ONE_WAY_OUT = {
    "KPI207": "two kinds of slips with one edit each: both are in the example",
    "KPI712": "the file of a published year is put back; corrections are about what was found wrong later",
    "KPI715": "a correction is written as what was published; the rest is about years and values without one",
    "KPI864": "what is no slip is told to the board, or waived",
    "KPI867": "another definition is always looked at: its values may be those of the old one",
    "KPI872": "a value of an earlier year that is right is always looked at",
    "KPI875": "another method is always looked at: every result moves with it",
}
"""Rules whose hint has several parts, and yet only one edit for what the bad example shows."""


_LATER = (
    "documents:\n  report: {title: 進捗状況, publisher: 県, date: 2022-03-14}\n"
    "  next: {title: 次の年度, publisher: 県}\n"
)
UNDER_WAY = laid_over(
    SAMPLE,
    (
        Example(f"target_year: R5\n{_LATER}", PLAN),
        Example("source:\n  document: next\n"),
    ),
)
"""The sample data of a plan that has years to come, from which changes start."""


def codes(rule: RuleInfo, examples: tuple[Example, ...]) -> set[str]:
    """What the commands that run `rule` find in `examples`; `dxkpi validate` is run beside `check-targets`."""
    if rule.page.before:
        before, after = (ComparedState("", read(UNDER_WAY, own)) for own in (rule.page.before, examples))
        looks = diff(before, after, DiffRequest()).second_looks
        return {look.finding.diagnostic.rule.code for look in looks}
    data = read(SAMPLE, examples)
    found = {bundle.rule.code for bundle in data.judged(TODAY).counting}
    for plan in check_targets(data, CheckTargetsRequest()).plans if Command.CHECK_TARGETS in rule.commands else ():
        found |= {finding.diagnostic.rule.code for kind in plan.kinds for finding in kind.findings}
    return found


def read(sample: Mapping[str, bytes], examples: tuple[Example, ...]) -> Data:
    """The data of `sample` with `examples` laid over it."""
    tree = DictTree(laid_over(sample, examples))
    return Data(tree, load(tree))


def test_a_page_says_why_and_how_to_mend() -> None:
    for code, rule in RULES.items():
        assert rule.page.why.endswith("。"), code
        assert rule.page.fix.endswith("。"), code
        assert (code in WITHOUT_EXAMPLES) == (not rule.page.bad) == (not rule.page.good), code


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.page.before])
def test_what_a_good_change_leads_to_and_any_starts_from_is_sound(code: str) -> None:
    page = RULES[code].page
    for examples in (page.before, *page.fixed):
        assert {bundle.rule.code for bundle in read(UNDER_WAY, examples).judged(TODAY).counting} == set()


def test_an_example_says_when_it_is_a_whole_file() -> None:
    pages = {code: rule.page for code, rule in RULES.items()}
    examples = {(code, own) for code, page in pages.items() for own in (*page.before, *page.bad, *page.good)}
    assert {(code, own.file) for code, own in examples if not own.whole and own.file not in SAMPLE} == set()


@pytest.mark.parametrize("code", sorted(RULES.keys() - WITHOUT_EXAMPLES))
def test_the_bad_example_breaks_the_rule_and_no_other(code: str) -> None:
    assert codes(RULES[code], RULES[code].page.bad) == {code, *ENTAILED.get(code, {})}


@pytest.mark.parametrize("code", sorted(RULES.keys() - WITHOUT_EXAMPLES))
def test_each_edit_of_the_bad_example_ends_the_finding_and_brings_no_other(code: str) -> None:
    page = RULES[code].page
    for fixed in page.fixed:
        assert fixed != page.bad
        assert codes(RULES[code], fixed) == set()


def test_an_edit_is_one_of_the_files_of_the_bad_example() -> None:
    for code, rule in RULES.items():
        files = {example.file for example in (*rule.page.before, *rule.page.bad)}
        whole = {example.file for example in rule.page.bad if example.whole}
        for fixed in rule.page.fixed:
            assert files - {example.file for example in fixed} <= whole, code


def test_where_a_hint_offers_a_choice_each_has_an_edit() -> None:
    choices = {code for code, rule in RULES.items() if rule.page.good and ("なら" in rule.page.fix)}
    assert choices - {code for code, rule in RULES.items() if rule.page.others} == set(ONE_WAY_OUT)


def test_what_makes_figures_unusable_cannot_be_waived() -> None:
    waivable = {code for code, rule in RULES.items() if rule.waivable}
    reader = {code for code in waivable if code.startswith(("KPI1", "KPI2", "KPI8"))}
    assert all(RULES[code].severity is Severity.WARNING for code in reader)
    assert waivable >= {"KPI301", "KPI302", "KPI406", "KPI407", "KPI502", "KPI601", "KPI602"}
