"""`dxkpi schema`: the JSON Schemas as they are committed."""

from pathlib import Path

import pytest

from dxkpi.render.schema import SCHEMAS
from tests.run import ROOT, run


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_the_committed_one(name: str) -> None:
    ending = run("schema", name)
    assert (ending.code, ending.err) == (0, "")
    assert ending.raw == (ROOT / f"docs/schemas/{name}.schema.json").read_bytes()


def test_without_a_name_they_are_listed() -> None:
    ending = run("schema")
    assert ending.code == 0
    assert ending.out.startswith("indicator        dxkpi の指標\nplan             dxkpi の計画\n")
    assert [line.split()[0] for line in ending.out.splitlines()] == list(SCHEMAS)


def test_a_schema_goes_to_a_file(tmp_path: Path) -> None:
    ending = run("schema", "plan", "--output", str(tmp_path / "plan.json"))
    assert (ending.code, ending.out) == (0, "")
    assert (tmp_path / "plan.json").read_bytes() == run("schema", "plan").raw


def test_an_unknown_name_is_offered_the_nearest() -> None:
    ending = run("schema", "indicater")
    assert (ending.code, ending.out) == (2, "")
    assert ending.err == "dxkpi: NAME: JSON Schema「indicater」がない。「indicator」ではないか\n"


def test_a_schema_is_utf_8_whatever_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert run("schema", "plan", encoding="ascii").raw == run("schema", "plan").raw
