"""`dxkpi validate --fix`: what it shows, what it writes, and what it leaves alone."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from dxkpi.app.data import read_folder
from dxkpi.app.problems import CannotRun
from dxkpi.app.validate import ValidateRequest
from dxkpi.cli.validate import run_fix
from dxkpi.source.files import ChangedTree
from tests.folders import edit
from tests.run import run

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
MAP = "data/indicators/chiba-ict/hakyu/medical-map-views.yaml"
OTHER = "data/targets/chiba-ict.yaml"


@pytest.fixture(autouse=True)
def _with_a_slip(in_a_copy: Path) -> None:
    edit(in_a_copy / RPA, "value: 6000", "value: ６，０００  ")


def fix(*paths: str, select: tuple[str, ...] = (), dry_run: bool = False) -> None:
    run_fix(read_folder("data"), ValidateRequest(paths, select), dry_run=dry_run)


DIFF = f"""\
    --- {RPA}
    +++ {RPA}
    @@ -7,7 +7,7 @@
     baseline:
       value: 0
     target:
    -  value: ６，０００
    +  value: 6000
     actuals:
       R3:
         value: 5445
"""


def test_a_dry_run_shows_what_would_be_mended_and_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    before = Path(RPA).read_bytes()
    fix(dry_run=True)
    out, err = capfd.readouterr()
    shown = "\n".join(line.rstrip() for line in out.splitlines())
    assert DIFF in shown
    assert (
        f"{RPA}:10:10: 直す KPI203 「６，０００」を「6000」と書く\n\n"
        f"{RPA}:10:14: 直す 行末の空白を消す（1行）\n\n"
        "1ファイルの2か所を直せる（まだ書き込んでいない）"
    ) in shown
    assert err == ""
    assert Path(RPA).read_bytes() == before


def test_mends_are_written_and_told(capfd: pytest.CaptureFixture[str]) -> None:
    Path(RPA).chmod(0o640)
    others = {path: path.read_bytes() for path in Path("data").rglob("*.yaml") if str(path) != RPA}
    before = Path(RPA).read_text("utf-8")
    fix()
    out, err = capfd.readouterr()
    assert out == ""
    assert "1ファイルの2か所を直した" in err
    assert Path(RPA).read_text("utf-8") == before.replace("６，０００  ", "6000")
    assert stat.S_IMODE(Path(RPA).stat().st_mode) == 0o640
    assert {path: path.read_bytes() for path in others} == others
    assert [path for path in Path("data").rglob("*") if path.name.startswith(".")] == []
    assert "KPI203" not in run("validate").out


def test_nothing_to_mend(capfd: pytest.CaptureFixture[str]) -> None:
    fix(OTHER)
    assert capfd.readouterr().err == "自動で直せる所はない\n"


def test_only_what_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    before = Path(RPA).read_text("utf-8")
    fix(select=("KPI209",))
    assert Path(RPA).read_text("utf-8") == before
    fix(RPA, select=("KPI203",))
    assert Path(RPA).read_text("utf-8") == before.replace("６，０００", "6000")
    assert "1ファイルの1か所を直した" in capfd.readouterr().err


def test_what_is_left_is_told_with_its_reason(capfd: pytest.CaptureFixture[str]) -> None:
    edit(RPA, "unit: 時間", "unit: 時間\n  ＃ 注")
    before = Path(RPA).read_text("utf-8")
    fix()
    err = capfd.readouterr().err
    assert Path(RPA).read_text("utf-8") == before
    assert (
        f"{RPA}:6:3: 直さない KPI123 直しても、ほかの行との関係が決まらないため、直さなかった。"
        "この行と周りの字下げを確かめて、手で直す" in err.replace("\n    ", "")
    )
    assert "自動で直せる所はない。手で直す所が1か所" in err


def test_findings_that_come_to_light_are_shown_before(capfd: pytest.CaptureFixture[str]) -> None:
    edit(RPA, "６，０００  ", "０")
    fix(dry_run=True)
    out = capfd.readouterr().out
    assert "直すと新しく見つかる指摘:" in out
    assert "KPI212" in out.partition("直すと新しく見つかる指摘:")[2]


def test_a_terminal_obeys_nothing_in_the_diff(capfd: pytest.CaptureFixture[str]) -> None:
    edit(RPA, "unit: 時間", "unit: 時間  # \u202e\ttab")
    fix(dry_run=True)
    assert "\u202e" not in capfd.readouterr().out


def test_a_file_that_changed_meanwhile_is_left_alone_and_the_others_are_written(
    capfd: pytest.CaptureFixture[str],
) -> None:
    edit(OTHER, "plan: chiba-ict\n", "plan: chiba-ict   \n")
    data = read_folder("data")
    content = Path(RPA).read_bytes()
    Path(RPA).write_text("plan: other\n", "utf-8")
    as_read = ChangedTree(data.tree, {RPA: content})
    with pytest.raises(CannotRun, match=f"{RPA} が、見ている間に書き換えられた"):
        run_fix(replace(data, tree=as_read), ValidateRequest(), dry_run=False)
    assert Path(RPA).read_text("utf-8") == "plan: other\n"
    assert "plan: chiba-ict\n" in Path(OTHER).read_text("utf-8")
    assert "1ファイルの1か所を直した" in capfd.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written() -> None:
    Path(RPA).parent.chmod(0o500)
    try:
        with pytest.raises(CannotRun, match="権限がない"):
            fix()
    finally:
        Path(RPA).parent.chmod(0o700)
