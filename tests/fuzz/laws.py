"""What holds of any data: no command breaks off, and all of them give the same figures."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from tests.fuzz.combined import Files, written
from tests.render.schemas import validator
from tests.run import run

_YEARS = ("R2", "R3", "R4")
_QUESTIONS = (
    ("validate", "--format", "json"),
    ("list", "--format", "json"),
    ("list",),
    ("overview",),
    ("outlook", "--format", "json"),
    ("check-targets", "--format", "json"),
    ("report", "--compare-methods", "chiba-ict,oita"),
    ("report", "--format", "html"),
    ("reconcile", "--format", "markdown"),
    ("status", "--format", "json"),
)
_RATES: dict[str, Callable[[Any, Any, Any, bool], Fraction]] = {
    "distance": lambda start, aim, now, _: (now - start) / (aim - start),
    "ratio": lambda _, aim, now, higher: now / aim if higher else aim / now,
    "ratio_mirrored": lambda _, aim, now, higher: now / aim if higher else 2 - now / aim,
}
"""Rates from the baseline, the target and the actual, and whether higher is better."""
_ANOTHER_SCHEME = {
    "method": {"formula": "ratio", "against": "target", "rounding": {"digits": "3"}},
    "ratings": [
        {"id": "whole", "label": "すべて", "group": "すべて", "at_least": "100"},
        {"id": "half-or-more", "label": "半分から", "group": "半分から", "at_least": "50"},
        {"id": "less-than-half", "label": "半分まで", "group": "半分まで"},
    ],
    "target_year": "R9",
}
_PERCENT = 100


def laws_hold(files: Files, folder: Path) -> bool:
    """Whether there are reports of `files`, which are written to `folder`; fails where a law does not hold."""
    data = ("--data", str(folder))
    sound = run("validate", *data).code == 0
    for question in _QUESTIONS:
        _answer(*question, *data)
    reports = [found for year in _YEARS for found in _reports(year, data)]
    plans = {own["plan"]: own for name, own in files.items() if name.startswith("targets/") and "plan" in own}
    for report in reports:
        _counts_add_up(report)
        for own in report["indicators"] if not report["publication"] else ():  # which keeps its method
            _rated_as_worked_out_here(own, plans[report["plan"]["id"]])
        _explained_as_reported(report, data)
        _elsewhere_as_reported(report, data)
        _sections_as_in_the_whole(report, data)
        if sound:
            _published_as_reported(report, data)
    for identifier in {own["indicator"]["id"] for report in reports for own in report["indicators"]}:
        _answer("show", identifier, *data)
    if reports:
        _order_changes_nothing(files, reports[-1], folder.parent / "turned")
        _open_data_as_reported(reports, folder.parent / "site", data)
        _empty_answers_change_nothing(reports[-1], folder.parent / "sheets", data)
    return bool(reports)


def _answer(*argv: str) -> str | None:
    """What a command prints where it has an answer; None where it says why it has none."""
    found = run(*argv)
    assert found.code in {0, 1, 2, 3}, f"{argv}: {found.code}"
    assert "内部の誤り" not in found.err, f"{argv}: {found.err}"
    if found.code:
        return None
    if "json" in argv:
        answer = json.loads(found.out)
        validator(answer["format"].removeprefix("dxkpi-").removesuffix("/1")).validate(answer)
    return found.out


def _reports(year: str, data: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The reports of a year as JSON, after a look at the same in CSV."""
    asked = ("report", "--year", year, *data)
    answer = _answer(*asked, "--format", "json")
    if answer is None:
        return
    listed = _answer(*asked, "--format", "csv", "--table", "indicators") or ""
    rows = {(row["plan_id"], row["id"]): row for row in _rows(listed)}
    for report in json.loads(answer)["reports"]:
        for own in report["indicators"]:
            row, result = rows.pop((report["plan"]["id"], own["indicator"]["id"])), own["result"]
            rate = result["rate"] or {"numerator": "", "denominator": ""}
            assert (row["state"], row["in_state_id"]) == (result["state"], result["in_state"] or "")
            assert row["rating_id"] == (result["rating"] or "")
            assert (row["rate_numerator"], row["rate_denominator"]) == (rate["numerator"], rate["denominator"])
        yield report
    assert not rows


def _rows(table: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))


def _counts_add_up(report: Mapping[str, Any]) -> None:
    for table in report["tables"]:
        assert table["size"] == sum(row["size"] for row in table["rows"])
        for row in table["rows"]:
            assert row["size"] == sum(cell["count"] or 0 for cell in row["cells"])


def _rated_as_worked_out_here(own: Mapping[str, Any], plan: Mapping[str, Any]) -> None:
    """Hold rate and rating against those of the plainest methods, which are written down once more here."""
    indicator, result, method = own["indicator"], own["result"], plan.get("method", {})
    plain = method.keys() == {"formula", "against"} and method["against"] == "target" and method["formula"] in _RATES
    as_the_values_say = not (own["judged"] or own["summed"] or result["result_of"])
    if not plain or not as_the_values_say or indicator["direction"] != "absolute" or result["rate"] is None:
        return
    start, aim, now = (
        Fraction(written["value"]["value"]) if written else None
        for written in (indicator["baseline"], indicator["target"], own["actual"])
    )
    rate = Fraction(int(result["rate"]["numerator"]), int(result["rate"]["denominator"]))
    assert rate == _RATES[method["formula"]](start, aim, now, indicator["better"] == "higher")
    if result["state"] == "rated" and "ratings" in plan:
        floors = [(band["id"], Fraction(band["at_least"]) if "at_least" in band else None) for band in plan["ratings"]]
        reached = (name for name, floor in floors if floor is None or rate * _PERCENT >= floor)
        assert result["rating"] == next(reached)


def _explained_as_reported(report: Mapping[str, Any], data: tuple[str, ...]) -> None:
    asked = ("--plan", report["plan"]["id"], "--year", report["year"]["label"], *data)
    for own in report["indicators"]:
        identifier = own["indicator"]["id"]
        _answer("explain", identifier, *asked)
        answer = _answer("explain", identifier, *asked, "--format", "json")
        assert answer is not None
        assert json.loads(answer)["indicator"]["result"] == own["result"]


def _elsewhere_as_reported(report: Mapping[str, Any], data: tuple[str, ...]) -> None:
    """Hold what other commands say of the plan in the year against its report."""
    year, plan = ("--year", report["year"]["label"]), ("--plan", report["plan"]["id"])
    results = {own["indicator"]["id"]: own["result"] for own in report["indicators"]}
    lines = _json("overview", *year, *data)["plans"]
    line = next(own for own in lines if own["plan"]["id"] == report["plan"]["id"])
    if report["tables"]:
        whole = report["tables"][0]
        counts = {column["id"]: _total(whole, column["id"]) for column in whole["columns"]}
        rated = {own["id"]: own["met"] for own in report["plan"]["ratings"]}
        assert line["indicators"] == whole["size"]
        assert line["known"] == sum(counts[own] for own in rated)
        assert line["achieved"] == sum(counts[own] for own, met in rated.items() if met)
        assert (line["columns"], line["percentages"]) == (whole["columns"], whole["percentages"])
    listed = _json("list", *year, *plan, *data)["indicators"]
    assert {own["indicator"]["id"]: own["result"] for own in listed} == results
    if report["outlook"]:
        assert _json("outlook", *year, *plan, *data)["plans"] == [report["outlook"]]
    compared = _answer("report", *year, *plan, *data, "--compare-methods", "oita", "--format", "json")
    if compared is not None:
        own = json.loads(compared)["comparisons"][0]["methods"][0]
        assert all(results[one["id"]] == one["result"] for one in own["indicators"])
        assert sum(one["count"] for one in own["ratings"]) == sum(
            one["result"]["state"] == "rated" for one in own["indicators"]
        )


def _sections_as_in_the_whole(report: Mapping[str, Any], data: tuple[str, ...]) -> None:
    asked = ("report", "--year", report["year"]["label"], "--plan", report["plan"]["id"], *data)
    for row in report["tables"][0]["rows"] if report["tables"] else ():
        (alone,) = _json(*asked, "--section", row["section"]["id"])["reports"]
        if alone["tables"]:  # of a section with monitored indicators alone there are none
            (own,) = alone["tables"][0]["rows"]
            assert (own["size"], _counted(own), own["grade"]) == (row["size"], _counted(row), row["grade"])
        else:
            assert not row["size"]


def _counted(row: Mapping[str, Any]) -> list[Any]:
    """The cells of a row that count anything: a table of its own has fewer columns."""
    return [cell for cell in row["cells"] if cell["count"]]


def _order_changes_nothing(files: Files, report: Mapping[str, Any], folder: Path) -> None:
    data = ("--data", str(written({name: _turned(own) for name, own in files.items()}, folder)))
    asked = ("report", "--year", report["year"]["label"], "--plan", report["plan"]["id"], *data)
    (again,) = _json(*asked)["reports"]
    assert all(again[key] == report[key] for key in ("tables", "composition", "mean_rate"))


def _turned(value: Any) -> Any:
    """The same data with the keys in every mapping from the last to the first."""
    match value:
        case dict():
            return {key: _turned(own) for key, own in reversed(value.items())}
        case list():
            return [_turned(own) for own in value]
        case _:
            return value


def _json(*argv: str) -> dict[str, Any]:
    answer = _answer(*argv, "--format", "json")
    assert answer is not None, argv
    found: dict[str, Any] = json.loads(answer)
    return found


def _total(table: Mapping[str, Any], column: str) -> int:
    cells = (cell for row in table["rows"] for cell in row["cells"] if cell["column"] == column)
    return sum(cell["count"] or 0 for cell in cells)


def _published_as_reported(report: Mapping[str, Any], data: tuple[str, ...]) -> None:
    plan = ("--plan", report["plan"]["id"], *data)
    year = ("--year", report["year"]["label"])
    if _answer("publish", *year, *plan, "--date", "2030-04-01", "--carried", "集計中のため") is None:
        return
    assert _answer("validate", *data) is not None
    assert _answer("publish", "--check", *year, *plan) is not None
    again = _answer("report", *year, *plan, "--format", "json")
    assert again is not None
    now = json.loads(again)["reports"][0]
    assert now["tables"] == report["tables"]
    _stays_as_published(now, data)


def _stays_as_published(report: Mapping[str, Any], data: tuple[str, ...]) -> None:
    """Hold a published year against itself once its plan has taken another method and a later target year."""
    path = next(own for own in Path(data[1]).glob("targets/*.yaml") if _read(own)["plan"] == report["plan"]["id"])
    before = path.read_bytes()
    path.write_text(yaml.safe_dump(_read(path) | _ANOTHER_SCHEME, allow_unicode=True, sort_keys=False), "utf-8")
    asked = ("report", "--year", report["year"]["label"], "--plan", report["plan"]["id"], *data, "--format", "json")
    found = _answer(*asked)
    if found is not None:
        again = json.loads(found)["reports"][0]
        assert all(again[key] == report[key] for key in ("plan", "tables", "indicators", "outlook"))
        _explained_as_reported(again, data)
        _elsewhere_as_reported(again, data)
    path.write_bytes(before)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return found


def _open_data_as_reported(reports: Sequence[Mapping[str, Any]], site: Path, data: tuple[str, ...]) -> None:
    if _answer("site", str(site), "--unpublished", *data) is None:
        return
    given = {
        (row["plan_id"], row["indicator_id"], row["fiscal_year"]): row
        for row in _rows((site / "data/results.csv").read_text("utf-8"))
    }
    for report in reports:
        for own in report["indicators"]:
            place = report["plan"]["id"], own["indicator"]["id"], str(report["year"]["fiscal_year"])
            if place in given:
                result = own["result"]
                assert given[place]["rating_id"] == (result["rating"] or "")
                assert given[place]["met"] == {None: "", True: "true", False: "false"}[result["met"]]


def _empty_answers_change_nothing(report: Mapping[str, Any], sheets: Path, data: tuple[str, ...]) -> None:
    asked = ("--year", report["year"]["label"], "--plan", report["plan"]["id"], "--to", str(sheets), "--all")
    _answer("sheet", "out", *asked, *data)
    if any(sheets.glob("*.xlsx")):
        before = _contents(Path(data[1]))
        assert _answer("sheet", "in", str(sheets), "--yes", *data) is not None
        assert _contents(Path(data[1])) == before


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.yaml")}
