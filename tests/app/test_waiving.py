"""Findings set aside by comments and by plans: what counts then, what is said of waivers, and who may not."""

from collections import Counter
from datetime import date

import pytest

from dxkpi.app.data import Data
from dxkpi.app.validate import FailOn, ValidateRequest, fails, validate
from dxkpi.core.basis.finding import Severity
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.rules.test_rules import BASE, files

HOURS, PLAN = "data/indicators/plan-a/one/hours.yaml", "data/targets/plan-a.yaml"
TODAY = date(2026, 11, 21)


def data(hours: dict[str, str] | None = None, plan: str = "", others: dict[str, str] | None = None) -> Data:
    """The sound base with pieces of the hours file replaced, and `plan` before the plan's text."""
    texts = {name: content.decode() if isinstance(content, bytes) else content for name, content in files(BASE).items()}
    for old, new in (hours or {}).items():
        assert old in texts[HOURS]
        texts[HOURS] = texts[HOURS].replace(old, new)
    texts[PLAN] = plan + texts[PLAN]
    tree = DictTree({**texts, **(others or {})})
    return Data(tree, load(tree))


def told(outcome: ValidateOutcome) -> list[tuple[str, int, str]]:
    return [(f.diagnostic.rule.code, f.spot.line, f.severity.value) for f in outcome.findings]


def outcome(*args: object, today: date | None = TODAY, **more: object) -> ValidateOutcome:
    return validate(data(*args, **more), ValidateRequest(today=today))  # type: ignore[arg-type]


LATE = {"baseline:\n  value: 0\n": "baseline:\n  value: 0\n  year: R3{}\n"}


def late(comment: str) -> dict[str, str]:
    """A baseline of the target year, KPI301, with a comment on its line."""
    return {old: new.format(comment) for old, new in LATE.items()}


def test_a_waiver_on_the_line_sets_the_finding_aside_with_its_reason() -> None:
    assert told(outcome(late(""))) == [("KPI301", 9, "error")]
    settled = outcome(late("  # dxkpi: ignore[KPI301] 基準は目標と同じ年度"))
    assert told(settled) == []
    (waived,) = settled.waived
    assert (waived.finding.diagnostic.rule.code, waived.reason) == ("KPI301", "基準は目標と同じ年度")
    assert waived.spot is not None
    assert (waived.spot.line, waived.spot.column) == (9, 13)


def test_a_waiver_at_the_head_holds_for_the_whole_file_and_for_no_other() -> None:
    head = {"id: hours": "# dxkpi: ignore[KPI301] 基準は目標と同じ年度\nid: hours"}
    assert told(outcome({**head, **late("")})) == []
    assert told(outcome(late(""), plan="# dxkpi: ignore[KPI301] 計画のファイルに書いた\n")) == [
        ("KPI301", 9, "error"),
        ("KPI803", 1, "warning"),
    ]


def test_a_waiver_on_another_line_waives_nothing_and_is_unused() -> None:
    assert told(outcome({**late(""), "unit: 時間": "unit: 時間  # dxkpi: ignore[KPI301] 違う行"})) == [
        ("KPI803", 5, "warning"),
        ("KPI301", 9, "error"),
    ]


@pytest.mark.parametrize(
    ("until", "today", "codes"),
    [
        ("2026-11", date(2026, 11, 30), []),
        ("2026-11", date(2026, 12, 1), ["KPI301", "KPI804"]),
        ("2026-11-20", date(2026, 11, 20), []),
        ("2026-11-20", date(2026, 11, 21), ["KPI301", "KPI804"]),
        ("2020-01", None, []),
    ],
)
def test_a_waiver_expires_after_its_last_day(until: str, today: date | None, codes: list[str]) -> None:
    found = outcome(late(f"  # dxkpi: ignore[KPI301] 確認中 until: {until}"), today=today)
    assert [code for code, *_ in told(found)] == codes


def test_an_expired_waiver_names_what_it_waived() -> None:
    found = outcome(late("  # dxkpi: ignore[KPI301] 確認中 until: 2026-03"))
    expired = found.findings[1]
    assert expired.diagnostic.message == "KPI301 の免除は 2026-03 で期限が切れた"
    assert [(spot.line, label) for spot, label in expired.related] == [(9, "免除していた指摘")]


def test_an_expired_waiver_of_nothing_is_only_unused() -> None:
    found = outcome({"unit: 時間": "unit: 時間  # dxkpi: ignore[KPI301] 確認中 until: 2026-03"})
    assert told(found) == [("KPI803", 5, "warning")]


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("KPI399", "KPI399 という規則はない", "dxkpi rules で番号を確かめる"),
        ("KPI203", "KPI203（数値の書き方が違う）は免除できない", "データを直し、免除を消す"),
        ("KPI401", "KPI401（同じ id が二度使われている）は免除できない", "データを直し、免除を消す"),
    ],
)
def test_what_makes_figures_wrong_cannot_be_waived(code: str, message: str, hint: str) -> None:
    found = outcome({"unit: 時間": f"unit: 時間  # dxkpi: ignore[{code}] 理由"})
    assert told(found) == [("KPI802", 5, "error")]
    own = found.findings[0].diagnostic
    assert (own.message, own.hint) == (message, hint)


def test_where_a_file_could_not_be_read_no_waiver_is_called_unused() -> None:
    broken = {"data/indicators/plan-a/one/b.yaml": "id: [\n"}
    found = outcome({"unit: 時間": "unit: 時間  # dxkpi: ignore[KPI301] 理由"}, others=broken)
    assert "KPI803" not in [code for code, *_ in told(found)]


def setting(code: str, severity: str) -> str:
    return f"rules:\n  - code: {code}\n    severity: {severity}\n    reason: 県の様式\n"


def test_a_plan_settles_what_a_rule_weighs_for_its_files() -> None:
    assert told(outcome(late(""), plan=setting("KPI301", "warning"))) == [("KPI301", 9, "warning")]
    aside = outcome(late(""), plan=setting("KPI301", "none"))
    assert told(aside) == []
    assert [(w.reason, w.spot) for w in aside.waived] == [("県の様式", None)]


def test_a_plan_cannot_settle_what_makes_figures_wrong() -> None:
    for severity in ("warning", "none"):
        found = outcome(plan=setting("KPI203", severity))
        assert told(found) == [("KPI805", 2, "error")]
        assert found.findings[0].diagnostic.message == "KPI203（数値の書き方が違う）は軽くできない"
    assert told(outcome(plan=setting("KPI203", "error"))) == []
    assert told(outcome(plan=setting("KPI399", "error"))) == [("KPI805", 2, "error")]


def test_a_setting_needs_a_reason_and_stands_once() -> None:
    assert told(outcome(plan=setting("KPI301", "off")))[0][0] == "KPI210"
    assert "KPI202" in [code for code, *_ in told(outcome(plan=setting("KPI301", "error").rpartition("    ")[0]))]
    twice = setting("KPI301", "error") + setting("KPI301", "none").removeprefix("rules:\n")
    assert "KPI212" in [code for code, *_ in told(outcome(plan=twice))]


def test_figures_can_be_trusted_where_their_errors_are_waived() -> None:
    assert data(late("")).touch_figures
    assert not data(late("  # dxkpi: ignore[KPI301] 理由 until: 2020-01")).touch_figures
    assert not data(late(""), plan=setting("KPI301", "warning")).touch_figures
    for comment in ("# dxkpi: ignore[KPI301] 使われない", "# dxkpi: ignore[KPI203] 免除できない", "# dxkpi: ?"):
        assert not data({"unit: 時間": f"unit: 時間  {comment}"}).touch_figures
    assert not data(plan=setting("KPI399", "error")).touch_figures


@pytest.mark.parametrize(
    ("on", "error", "warning", "clean"),
    [(FailOn.ERROR, True, False, False), (FailOn.WARNING, True, True, False), (FailOn.NEVER, False, False, False)],
)
def test_what_fails(on: FailOn, error: bool, warning: bool, clean: bool) -> None:
    lighter = outcome(late(""), plan=setting("KPI301", "warning"))
    assert (fails(outcome(late("")), on), fails(lighter, on), fails(outcome(), on)) == (error, warning, clean)


STEPS = "id: hours\nname: 窓口\nplan: plan-a\nsection: one\ndirection: milestone\ntarget:\n  steps:\n"
ASIDE = "# dxkpi: ignore[KPI127] 資料の書き方"
EXPIRED = f"{ASIDE} until: 2020-01"


def steps(count: int, comments: dict[int, str] | None = None, head: str = "") -> ValidateOutcome:
    """An indicator with so many steps that go on in a comment, KPI127, and waivers behind some of them."""
    rows = (f"    - 段階{n} #{n} {(comments or {}).get(n, '')}".rstrip() + "\n" for n in range(count))
    text = head + STEPS + "".join(rows)
    request = ValidateRequest(("data/indicators",), ("KPI127", "KPI8"), today=TODAY)
    return validate(data(others={HOURS: text}), request)


def steps_told(found: ValidateOutcome) -> list[tuple[str, int, int]]:
    """Of each finding the code, the line, and how many more there are."""
    return [(f.diagnostic.rule.code, f.spot.line, f.more) for f in found.findings]


def lost(*lines: int, more: int = 0) -> list[tuple[str, int, int]]:
    return [("KPI127", line, more if line == lines[-1] else 0) for line in lines]


def test_what_is_set_aside_takes_no_room_from_what_counts() -> None:
    found = steps(9, {0: ASIDE, 1: ASIDE, 7: ASIDE})
    assert steps_told(found) == lost(10, 11, 12, 13, 14, more=1)
    assert [(w.finding.spot.line, w.finding.more) for w in found.waived] == [(8, 0), (9, 0), (15, 0)]
    assert (found.count(Severity.WARNING), found.set_aside) == (6, 3)


def test_a_waiver_is_used_where_what_it_sets_aside_is_only_counted() -> None:
    found = steps(9, {8: ASIDE}, head=f"{ASIDE}\n")
    assert steps_told(found) == []
    assert [(w.finding.spot.line, w.finding.more) for w in found.waived] == [
        *((line, 0) for line in (9, 10, 11, 12)),
        (13, 3),
    ]
    assert (found.waived_beyond, found.set_aside) == (1, 9)


def test_of_what_single_lines_set_aside_no_more_is_told_than_of_what_counts() -> None:
    found = steps(9, dict.fromkeys(range(9), ASIDE))
    assert (steps_told(found), [w.finding.spot.line for w in found.waived]) == ([], [8, 9, 10, 11, 12])
    assert (found.waived_beyond, found.set_aside) == (4, 9)


def test_what_an_expired_waiver_set_aside_counts_with_all_others() -> None:
    found = steps(9, {0: EXPIRED, 8: EXPIRED})
    first, *others = lost(8, 9, 10, 11, 12, more=4)
    assert steps_told(found) == [first, ("KPI804", 8, 0), *others, ("KPI804", 16, 0)]
    assert found.waived == ()


def test_a_waiver_is_unused_only_where_all_were_looked_for() -> None:
    unused = {"KPI803": 1, "KPI127": 5}
    assert Counter(code for code, *_ in steps_told(steps(99, {5: ASIDE.replace("127", "301")}))) == unused
    assert Counter(code for code, *_ in steps_told(steps(150, {140: ASIDE}))) == {"KPI127": 5}
    assert steps_told(steps(150, {140: ASIDE}, head=f"{ASIDE}\n")) == []
