"""Findings gathered: of a rule the first five in a file, however many there are, and apart what waivers speak of."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import COUNTED, SHOWN, Diagnostic, Page, Place, Ref, RuleInfo, Severity, Spot
from dxkpi.core.settling import Bundle, Gathering, Waiver, worst

ERROR, OTHER, WARNING = (
    RuleInfo(code, code.lower(), severity, "規則", Page("なぜ", "直し方"))
    for code, severity in (("KPI1", Severity.ERROR), ("KPI2", Severity.ERROR), ("KPI3", Severity.WARNING))
)


def finding(line: int, document: str = "a.yaml", rule: RuleInfo = ERROR, *, blocks: bool = True) -> Diagnostic:
    return Diagnostic(rule, Spot(document, line, 1), f"{line}番目", blocks=blocks)


def gathered(findings: Iterable[Diagnostic], *waivers: Waiver) -> list[Bundle]:
    def line(place: Place) -> int:
        return place.line if isinstance(place, Spot) else len(place.path)

    gathering = Gathering(line)
    gathering.keep_apart(waivers)
    for own in findings:
        gathering.add(own)
    return list(gathering.bundles())


def lines(bundles: Iterable[Bundle]) -> list[tuple[list[int], int, tuple[int | None, ...]]]:
    return [([own.place.line for own in b.shown if isinstance(own.place, Spot)], b.count, b.waived_at) for b in bundles]


def test_five_are_told_and_the_others_counted() -> None:
    assert lines(gathered(map(finding, range(1, 41)))) == [([1, 2, 3, 4, 5], 40, ())]


def test_nobody_counts_further_than_a_hundred() -> None:
    (all_counted,), (more,) = gathered(map(finding, range(100))), gathered(map(finding, range(9_000)))
    assert (all_counted.count, all_counted.more, all_counted.uncounted) == (100, 95, False)
    assert (more.count, more.more, more.uncounted) == (101, 96, True)


@given(st.lists(st.builds(finding, st.integers(1, 150), st.sampled_from("ab"), st.sampled_from((ERROR, OTHER)))))
def test_each_rule_has_its_own_room_in_each_file_and_takes_nothing_in_twice(findings: list[Diagnostic]) -> None:
    for bundle in gathered(findings):
        own = list(dict.fromkeys(f for f in findings if (f.document, f.rule) == (bundle.document, bundle.rule)))
        assert (list(bundle.shown), bundle.count) == (own[:SHOWN], min(len(own), COUNTED + 1))
    assert len(gathered(findings)) == len({(f.document, f.rule.code) for f in findings})


def waiver(line: int | None, code: str = "KPI1", document: str = "a.yaml") -> Waiver:
    return Waiver(Spot(document, line or 1, 9), (code,), "理由", None, line)


def test_what_waivers_speak_of_takes_no_room() -> None:
    found = lines(gathered(map(finding, range(1, 11)), waiver(2), waiver(9), waiver(4, "KPI2")))
    assert found == [([1, 3, 4, 5, 6], 8, ()), ([2], 1, (2,)), ([9], 1, (9,))]


def test_waivers_of_the_file_and_of_a_line_are_told_apart() -> None:
    found = lines(gathered(map(finding, range(1, 11)), waiver(None), waiver(9), waiver(None, document="b.yaml")))
    assert found == [([1, 2, 3, 4, 5], 9, (None,)), ([9], 1, (None, 9))]


def test_a_line_is_looked_for_only_where_a_waiver_speaks_of_one() -> None:
    route = Diagnostic(ERROR, Ref("a.yaml", ("target", "value")), "値")
    assert [bundle.waived_at for bundle in gathered([route], waiver(2))] == [(2,)]

    def line(_: Place) -> int:
        raise AssertionError

    gathering = Gathering(line)
    gathering.keep_apart([waiver(None)])
    gathering.add(route)
    assert [bundle.waived_at for bundle in gathering.bundles()] == [(None,)]


def bundle(document: str, rule: RuleInfo, told: int, *, blocks: bool = True) -> Bundle:
    return Bundle(tuple(finding(n, document, rule, blocks=blocks) for n in range(told)), 40)


def test_the_worst_are_told_first() -> None:
    light, heavy = bundle("a.yaml", WARNING, 5), bundle("c.yaml", ERROR, 5)
    beside = bundle("b.yaml", OTHER, 5, blocks=False)
    assert worst([light, beside, heavy]) == ([light, beside, heavy], [])
    assert worst([light, beside, heavy], 14) == ([beside, heavy], [light])
    assert worst([light, beside, heavy], 5) == ([heavy], [light, beside])
    assert worst([light, beside, heavy], 0) == ([], [light, beside, heavy])


def test_what_a_plan_makes_lighter_comes_later() -> None:
    lighter = Bundle(bundle("a.yaml", ERROR, 5).shown, 5, weight=Severity.WARNING)
    heavy = bundle("b.yaml", OTHER, 5)
    assert worst([lighter, heavy], 5) == ([heavy], [lighter])


def test_findings_of_a_rule_in_a_file_are_joined() -> None:
    joined = bundle("a.yaml", ERROR, 3).joined(bundle("a.yaml", ERROR, 4))
    assert (len(joined.shown), joined.count) == (5, 80)
    assert joined.joined(joined).count == COUNTED + 1
