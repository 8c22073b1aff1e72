"""The open data of the site: what the rules on machine-readable data ask, and the same figures as the pages."""

import csv
import hashlib
import io
import json
from fractions import Fraction
from functools import cache

from dxkpi.app.data import read_folder
from dxkpi.app.site import SiteRequest, site
from dxkpi.core.outcomes.site import DataRevision, SiteOutcome
from dxkpi.render.open_data import dataset, open_data
from dxkpi.render.views.open_data import TABLES
from tests.run import DATA, ROOT, run

NAMES = [table.name for table in TABLES]


@cache
def found(folder: str = str(DATA), *, unpublished: bool = False) -> SiteOutcome:
    return site(read_folder(folder), SiteRequest(unpublished=unpublished))


@cache
def files() -> dict[str, bytes]:
    return dict(open_data(found()))


def table(name: str, own: dict[str, bytes] | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((own or files())[f"data/{name}.csv"].decode("utf-8-sig"), newline="")))


def test_what_there_is() -> None:
    assert list(files()) == [*(f"data/{name}.csv" for name in NAMES), "data/datapackage.json"]


def test_every_column_is_described() -> None:
    told = {(row["file"], row["column"]) for row in table("columns")}
    assert told == {(each.file, field.name) for each in TABLES for field in each.fields}


def test_the_headline_can_be_reckoned_from_the_counts() -> None:
    counts = [row for row in table("counts") if row["plan_id"] == "chiba-ict" and row["table_number"] == "0"]
    met = sum(int(row["number"]) for row in counts if (row["rating_id"], row["item"]) == ("achieved", "count"))
    whole = sum(int(row["number"]) for row in counts if row["item"] == "count")
    assert (met, whole, f"{float(Fraction(100 * met, whole)):.1f}") == (50, 68, "73.5")
    share = next(row for row in counts if (row["rating_id"], row["item"]) == ("achieved", "share"))
    assert (share["section_id"], share["number"], share["unit"]) == ("total", "73.5", "%")


def test_the_values_of_an_indicator() -> None:
    rows = [row for row in table("values") if row["indicator_id"] == "rpa-hours"]
    keys = ("item", "assumed", "fiscal_year", "number", "unit", "status", "known_on", "source_page_number")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("baseline", "true", "", "0", "時間", "", "", ""),
        ("target", "false", "2021", "6000", "時間", "", "", "8"),
        ("actual", "false", "2021", "5445", "時間", "final", "2022-03-14", "8"),
        ("rate", "true", "2021", "90.8", "%", "", "", ""),
    ]
    parts = [row for row in table("values") if row["indicator_id"] == "forest-cloud"]
    assert [(row["item"], row["part"], row["number"]) for row in parts if row["part"] == "県"] == [
        ("target", "県", "1"),
        ("actual", "県", "1"),
    ]


def test_a_range_has_two_targets_and_a_year_before_its_target_an_expected_value() -> None:
    rows = table("values", dict(open_data(found(str(ROOT / "tests/golden/outlook-data"), unpublished=True))))
    assert {(r["part"], r["number"]) for r in rows if (r["indicator_id"], r["item"]) == ("between", "target")} == {
        ("min", "40"),
        ("max", "60"),
    }
    expected = [
        (r["fiscal_year"], r["number"]) for r in rows if (r["indicator_id"], r["item"]) == ("paper", "expected")
    ]
    assert expected == [("2019", "550"), ("2020", "500"), ("2021", "450"), ("2022", "400")]


def test_the_results_are_those_of_the_report() -> None:
    row = next(row for row in table("results") if row["indicator_id"] == "rpa-hours")
    assert row == {
        "plan_id": "chiba-ict",
        "section_id": "hakyu",
        "indicator_id": "rpa-hours",
        "fiscal_year": "2021",
        "state": "rated",
        "provisional": "false",
        "assumed": "true",
        "revised": "false",
        "carried": "false",
        "partial": "false",
        "judged": "false",
        "met": "false",
        "in_state_id": "",
        "rating_id": "from60",
        "rate_percent_number": "90.8",
        "not_assessed_code": "",
        "unmet_cause_id": "",
    }


def test_the_kind_of_a_result_is_called_the_same_in_all_data() -> None:
    folder = str(ROOT / "tests/golden/outlook-data")
    opened: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    for row in table("results", dict(open_data(found(folder, unpublished=True)))):
        kind = row["state"], row["in_state_id"]
        opened.setdefault(row["fiscal_year"], {})[row["plan_id"], row["indicator_id"]] = kind
    kinds = {kind for own in opened.values() for kind in own.values()}
    assert kinds == {("rated", ""), ("not_assessed", ""), ("suspended", ""), ("in_state", "ended"), ("monitored", "")}
    for year, own in opened.items():
        asked = ("report", "--year", year, "--data", folder, "--format")
        listed = csv.DictReader(io.StringIO(run(*asked, "csv", "--table", "indicators").out.removeprefix("\ufeff")))
        assert {(row["plan_id"], row["id"]): (row["state"], row["in_state_id"]) for row in listed} == own
        assert {
            (report["plan"]["id"], one["indicator"]["id"]): (one["result"]["state"], one["result"]["in_state"] or "")
            for report in json.loads(run(*asked, "json").out)["reports"]
            for one in report["indicators"]
        } == own


def test_the_package_describes_every_file_as_it_is() -> None:
    package = json.loads(files()["data/datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [own["name"] for own in package["resources"]] == NAMES
    assert not {"version", "created"} & package.keys()
    for own, each in zip(package["resources"], TABLES, strict=True):
        content = files()[f"data/{own['path']}"]
        assert (own["type"], own["bytes"]) == ("table", len(content))
        assert own["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in own["schema"]["fields"]] == [field.name for field in each.fields]
    enums = {
        f["name"]: f["constraints"]["enum"] for f in package["resources"][1]["schema"]["fields"] if "constraints" in f
    }
    assert enums["rating_id"] == ["unassessed", "achieved", "from60", "from30", "below30", "suspended"]


def test_a_revision_is_the_version_of_the_data() -> None:
    own = found()._replace(revision=DataRevision("0123456789ab", "2026-11-28"))
    package = json.loads(dict(open_data(own))["data/datapackage.json"])
    assert (package["version"], package["created"]) == ("0123456789ab", "2026-11-28T00:00:00Z")


def test_what_search_engines_read() -> None:
    told = dataset(found())
    assert (told["@type"], told["name"]) == ("Dataset", "KPIの達成状況")
    assert 50 <= len(told["description"]) <= 5000
    assert told["temporalCoverage"] == "2021-04-01/2026-03-31"


def test_english_texts_stand_beside_the_japanese_ones() -> None:
    own = dict(open_data(found(str(ROOT / "tests/every_key/data"), unpublished=True)))
    row = next(row for row in table("indicators", own) if row["indicator_id"] == "absolute")
    assert (row["name"], row["name_en"], row["unit"], row["unit_en"]) == (
        "absoluteの名称", "Name in English", "時間", "hours",
    )  # fmt: skip
    told = {(row["column"], row["code"]): row["label_en"] for row in table("codes", own) if row["label_en"]}
    assert told == {
        ("plan_id", "p"): "Plan of every key",
        ("section_id", "s1"): "First section",
        ("rating_id", "good"): "Good",
        ("in_state_id", "open"): "Open",
        ("unmet_cause_id", "covid"): "Epidemic",
        ("source_document_id", "doc"): "Title of the document",
    }


def test_the_columns_of_ratings_and_of_suspended_indicators_have_their_english_labels() -> None:
    own = dict(open_data(found()))
    assert [(row["code"], row["label_en"]) for row in table("codes", own) if row["label_en"]] == [
        ("from60", "60% to under 100%"),
        ("from30", "30% to under 60%"),
        ("below30", "under 30%"),
        ("suspended", "No longer tracked"),
    ]
