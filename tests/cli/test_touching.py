"""An error stops only what it touches: a slip in one plan leaves the figures of another to be had."""

import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import DATA, run

ICT, DX = "indicators/chiba-ict/hakyu/rpa-hours.yaml", "indicators/chiba-dx/gyosei/open-data-items.yaml"
ASIDE = "ほかの計画のデータに誤りが1件ある（この結果には関わらない）。dxkpi validate で見る\n"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(DATA, "data"))


ASKED = [
    ("report", "--plan", "chiba-ict"),
    ("report", "--plan", "千葉県ICT利活用戦略", "--detail"),
    ("reconcile", "--plan", "chiba-ict"),
    ("outlook", "--plan", "chiba-ict"),
    ("list", "--plan", "chiba-ict"),
    ("check-targets", "--plan", "chiba-ict"),
    ("explain", "rpa-hours"),
    ("show", "rpa-hours", "--plan", "chiba-ict"),
]
SLIPS = [
    (DX, "unit:", "unitt:"),  # cannot be read, and says which plan it is of
    (DX, "plan: chiba-dx", "plam: chiba-dx"),  # does not say it: its folder does
    (DX, "section: gyosei", "section: gyoseii"),  # can be read
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda own: own[0])
def test_a_slip_in_another_plan_is_only_told(folder: Path, asked: tuple[str, ...]) -> None:
    sound = run(*asked)
    for name, old, new in SLIPS:
        text = (folder / name).read_bytes()
        edit(folder / name, old, new)
        found = run(*asked)
        assert (found.code, found.out) == (sound.code, sound.out)
        assert found.err.startswith(ASIDE)
        (folder / name).write_bytes(text)


@pytest.mark.parametrize(("name", "old", "new"), SLIPS)
@pytest.mark.parametrize(
    "asked",
    [("report",), ("list",), ("overview",), ("report", "--plan", "chiba-dx"), ("explain", "rpa-saved-hours")],
    ids=" ".join,
)
def test_a_slip_in_what_was_asked_for_stops(
    folder: Path, asked: tuple[str, ...], name: str, old: str, new: str
) -> None:
    edit(folder / name, old, new)
    found = run(*asked)
    assert (found.code, found.out) == (1, "")
    assert found.err.endswith(
        "データの誤りが数字に関わるため、結果は出さない。上の指摘を直してから、もう一度実行する\n"
    )


def test_a_file_that_says_neither_by_its_text_nor_by_its_folder_touches_every_plan(folder: Path) -> None:
    (folder / "indicators/stray.yaml").write_text("id: stray\n\tname: x\n", "utf-8")
    assert run("report", "--plan", "chiba-ict").code == 1


def test_what_a_file_says_goes_before_its_folder(folder: Path) -> None:
    stray = folder / "indicators/chiba-dx/gyosei/stray.yaml"
    stray.write_text("id: stray\nplan: chiba-ict\nunit: [\n", "utf-8")
    assert run("report", "--plan", "chiba-ict").code == 1
    assert run("list", "--plan", "chiba-dx").code == 0


def test_where_what_was_asked_for_has_errors_those_of_others_are_only_counted(folder: Path) -> None:
    edit(folder / ICT, "unit:", "unitt:")
    edit(folder / DX, "unit:", "unitt:")
    found = run("report", "--plan", "chiba-ict").err
    assert (ICT in found, DX in found) == (True, False)
    assert "\nほかの計画のデータにも誤りが1件ある。dxkpi validate で見る\n" in found
