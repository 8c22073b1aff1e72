"""Consoles, encodings and folders as they may be: the same result, shown as far as it can be, and nothing acts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import DATA, ROOT, run

pytestmark = pytest.mark.slow

FORMS = ("text", "markdown", "json")


def printed(**surroundings: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "dxkpi", "report", "--year", "R3"],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}])
def test_a_pipe_is_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    assert printed(**locale).decode() == run("report", "--year", "R3", "--data", str(DATA)).out


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_a_japanese_console_of_another_encoding_shows_the_report_whole(encoding: str) -> None:
    shown = printed(PYTHONIOENCODING=encoding).decode(encoding)
    # cp932 has the wave dash that Windows types, and not this one.
    assert shown.replace("～", "〜") == run("report", "--year", "R3", "--data", str(DATA)).out


def test_a_console_without_japanese_shows_escapes() -> None:
    shown = printed(PYTHONIOENCODING="ascii").decode("ascii")
    assert shown.encode().decode("unicode_escape") == run("report", "--year", "R3", "--data", str(DATA)).out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data/indicators/chiba-ict"


@pytest.mark.parametrize(
    "name", ["期間[/]", "[bold]x", "-rf", ":smile:", "a|b", "<b>", "a b", "::error::x", "%0A", "'"]
)
def test_markup_in_a_file_name_is_shown_as_it_is(folder: Path, name: str) -> None:
    file = folder / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("a: [", "utf-8")
    told = run("validate")
    assert (told.code, told.err) == (1, "")
    assert f"data/indicators/chiba-ict/{name}.yaml:1:5: error KPI125" in told.out
    found = json.loads(run("validate", "--format", "json").raw)["diagnostics"]
    assert [finding["place"]["file"] for finding in found] == [f"data/indicators/chiba-ict/{name}.yaml"]
    assert run("validate", "--format", "markdown").code == 1


@pytest.mark.parametrize(
    "name", [b"a\nb.yaml", b"\x1b[31m.yaml", b"\x93\xfa.yaml", "\u202egnp.yaml".encode(), b"\x9b.yaml"]
)
@pytest.mark.parametrize("form", FORMS)
def test_a_file_name_that_acts_is_shown_as_escapes(folder: Path, name: bytes, form: str) -> None:
    with open(os.fsencode(folder) + b"/" + name, "wb") as file:  # noqa: PTH123 - a name that is no text
        file.write(b"a: 1\n")
    told = run("validate", "--format", form)
    assert told.code == 1
    assert "KPI105" in told.out
    assert all(character.isprintable() or character == "\n" for character in told.out)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_outside_the_data_folder_is_shown(folder: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "secret.yaml").write_text("password: [hunter2\n")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "away").symlink_to(tmp_path)
    told = run("validate", "--format", form)
    assert told.code == 1
    assert told.out.count("KPI103") == 2
    assert "hunter2" not in told.out


def test_names_that_some_systems_take_for_one_are_all_told(folder: Path) -> None:
    names = ("RPA-hours", "が", "か\u3099")
    rpa = (folder / "hakyu/rpa-hours.yaml").read_text("utf-8")
    for name in names:
        (folder / f"{name}.yaml").write_text(rpa, "utf-8")
    told = run("validate", "--select", "KPI215,KPI401").out
    for name in names:
        place = f"data/indicators/chiba-ict/{name}.yaml:1:5"
        assert f"{place}: error KPI215 ファイル名が「{name}」で、id の「rpa-hours」と違う" in told
    assert told.count("KPI401") == 3
    assert told.count("関連: data/indicators/chiba-ict/RPA-hours.yaml:1:5 先の指標") == 3


def test_the_order_of_the_files_on_the_disk_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = run("report", "--year", "R3", "--detail").out
    files = sorted(path for path in (tmp_path / "data").rglob("*.yaml"))
    for path in reversed(files):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    assert run("report", "--year", "R3", "--detail").out == before
    assert folder.is_dir()
