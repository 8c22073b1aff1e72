"""Whoever judges the shape of a data file says the same of it: dxkpi, and check-jsonschema with the published schemas.

What an editor shows of the same files is in `tools/editor/seen.md`, kept by `make editor-check`.
"""

import contextlib
import json
from pathlib import Path

import pytest

from dxkpi.source.codes.files import FILE_RULES
from dxkpi.source.codes.shape import SHAPE_RULES
from dxkpi.source.files import DictTree
from tests.good_files import BASES, good_files, schema_of
from tests.run import ROOT
from tests.source.telling import codes_of, told_of_file
from tests.structural import SLIPS, WITHOUT_SHAPE, Slip


def test_every_code_of_the_reader_is_shown_or_said_to_have_no_shape() -> None:
    shown = {slip.code for slip in SLIPS}
    assert sorted(shown | WITHOUT_SHAPE.keys()) == [rule.code for rule in (*FILE_RULES, *SHAPE_RULES)]
    assert shown.isdisjoint(WITHOUT_SHAPE)
    assert len({slip.name for slip in SLIPS}) == len(SLIPS)


@pytest.mark.parametrize("name", BASES)
def test_what_the_slips_are_made_in_is_good(name: str) -> None:
    assert told_of_file(name, BASES[name]) == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_dxkpi_finds_the_slip_in_its_line(slip: Slip) -> None:
    found = codes_of(DictTree({slip.file: slip.text}))
    lines = [(place.split(":")[1], code) for place, code in (line.split(" ") for line in found)]
    assert (str(slip.found_at), slip.code) in lines


def refused_by_check_jsonschema(kind: str, texts: dict[str, str], folder: Path) -> set[str]:
    """The names of those files that check-jsonschema refuses; it must say of every one what it thinks."""
    from check_jsonschema import main  # type: ignore[import-untyped]
    from click.testing import CliRunner

    for number, text in enumerate(texts.values()):
        (folder / f"{number}.yaml").write_text(text, "utf-8", newline="")
    files = [f"{number}.yaml" for number in range(len(texts))]
    schema = ROOT / f"docs/schemas/{kind}.schema.json"
    with contextlib.chdir(folder):
        ended = CliRunner().invoke(main, ["-v", "-o", "json", "--schemafile", str(schema), *files])
    told = json.loads(ended.stdout)
    refused = {found["filename"] for found in (*told["errors"], *told.get("parse_errors", ()))}
    assert refused | set(told["successes"]) == set(files)
    return {name for name, file in zip(texts, files, strict=True) if file in refused}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["indicator", "plan"])
def test_check_jsonschema_refuses_what_dxkpi_refuses(kind: str, tmp_path: Path) -> None:
    good = {name: text for name, text in good_files() if schema_of(name) == kind}
    slips = {slip.name: slip for slip in SLIPS if slip.schema == kind}
    assert len(good) > 1
    assert len(slips) > 1
    refused = refused_by_check_jsonschema(kind, good | {name: slip.text for name, slip in slips.items()}, tmp_path)
    assert refused == {name for name, slip in slips.items() if not slip.unchecked}


@pytest.mark.slow
def test_check_jsonschema_accepts_published_years(tmp_path: Path) -> None:
    good = {name: text for name, text in good_files() if schema_of(name) == "published"}
    spoilt = {"spoilt": next(iter(good.values())).replace("rate: 90.8", "rate: 90.8%")}
    assert refused_by_check_jsonschema("published", good | spoilt, tmp_path) == {"spoilt"}


def test_the_editor_check_installs_by_version_and_hash_alone() -> None:
    written = (ROOT / "tools/editor/package-lock.json").read_text("utf-8")
    packages = json.loads(written)["packages"]
    assert "http" not in written
    assert packages[""]["dependencies"].keys() == {"yaml-language-server"}
    assert all({"version", "integrity"} <= held.keys() for name, held in packages.items() if name)
