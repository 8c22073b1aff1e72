"""Laws of answer sheets: an untouched one changes nothing, and an answer writes what `dxkpi set` writes."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.app.change import prepare
from dxkpi.app.change_request import ChangeRequest, NewActual, NewPending, Origin
from dxkpi.core.collection.answer import Reason
from dxkpi.core.plan.plan import as_written
from tests.render.outcomes import directions
from tests.sheets import HOURS, PARTS, SHARE, STEPS, TODAY, after, data_of, files_of, filled, read, sheet_of, told


def test_an_untouched_sheet_of_many_indicators_of_every_direction_changes_nothing() -> None:
    found = [as_written(one) for one in directions()]
    some = [
        {**one, "id": f"k{number:03d}", "name": f"{one['name']}{number}", "plan": "p", "section": "one",
         "owner": "業務改革課", "relisted": [], "shared": {}, "assumed": {}}
        for number, one in enumerate(found * (90 // len(found) + 1))
    ][:90]  # fmt: skip
    files = files_of(*some)
    assert data_of(files).dataset.unread == ()
    outcome = read(files, sheet_of(files))
    assert (told(outcome), outcome.taken, outcome.files, outcome.notes) == ([], (), {}, ())
    assert outcome.books[0].asked == len(outcome.books[0].unanswered) > 60


FILES = files_of(HOURS, SHARE, PARTS, STEPS)
ROWS = {"hours": 1, "share": 4, "parts": 2, "steps": 5}
"""The first row of each indicator in the sheet: by id, as they have no numbers."""

NUMBERS = st.decimals(-999999, 999999, places=3).map(lambda own: format(own.normalize(), "f"))
WORDS = st.text("あいう漢字 :#-=+@'\"\n12ab", min_size=1, max_size=30).map(str.strip).filter(bool)
VALUES = st.fixed_dictionaries(
    {"kind": st.just("value"), "value": NUMBERS, "status": st.sampled_from(["実績", "速報", "見込"])},
    optional={"note": WORDS},
)
PENDINGS = st.fixed_dictionaries(
    {"kind": st.just("pending"), "status": st.just("集計中")},
    optional={"until": st.sampled_from(["2026-08", "2026-09-30"])},
)
REASONS = st.fixed_dictionaries({"kind": st.just("reason"), "reason": WORDS}, optional={"cause": st.just("late")})
ANSWERS = st.dictionaries(st.sampled_from(list(ROWS)), st.one_of(VALUES, PENDINGS, REASONS), min_size=1)


def cells(identifier: str, answer: dict[str, Any]) -> dict[tuple[int, str], Any]:
    """What the department fills in."""
    row = ROWS[identifier]
    found = {(row, code): own for code, own in answer.items() if code not in {"kind", "value"}}
    if answer["kind"] == "value":
        first = "済" if identifier == "steps" else answer["value"]
        found[row, "value"] = first
        if identifier in {"parts", "steps"}:
            found[row + 1, "value"] = "未" if identifier == "steps" else "7"
    return found


def request(identifier: str, answer: dict[str, Any]) -> ChangeRequest:
    """What the officer would ask `dxkpi set` for."""
    origin = Origin(reported="業務改革課", known="2026-05-20")
    bare: dict[str, Any] = {"indicator": identifier, "year": "R7", "today": TODAY, "plan": "p", "origin": origin}
    match answer["kind"]:
        case "value":
            value, note = answer["value"], answer.get("note")
            several: dict[str, dict[str, Any]] = {
                "parts": {"parts": (f"県={value}", "市=7")},
                "steps": {"done": ("設計",)},
            }
            own = several.get(identifier, {"value": value})
            return ChangeRequest(**bare, actual=NewActual(answer["status"], note=note, **own))
        case "pending":
            return ChangeRequest(**bare, pending=NewPending(answer.get("until")))
        case _:
            return ChangeRequest(**bare, reason=Reason(answer.get("cause"), answer["reason"]))


@settings(max_examples=6)
@given(answers=ANSWERS)
def test_answers_write_what_set_writes_one_after_the_other(answers: dict[str, dict[str, Any]]) -> None:
    typed = {place: own for identifier, answer in answers.items() for place, own in cells(identifier, answer).items()}
    outcome = read(FILES, filled(sheet_of(FILES), typed, as_text))
    files = dict(FILES)
    for identifier, answer in answers.items():
        done = prepare(data_of(files), request(identifier, answer))
        if not done.outcome.refused:
            files[done.outcome.document.removeprefix("data/")] = done.after.decode()
    assert after(FILES, outcome) == files, told(outcome)


def as_text(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            if isinstance(cell.value, str) and cell.data_type in {"f", "e"} and cell.column_letter != "U":
                cell.data_type = "s"
