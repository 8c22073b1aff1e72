"""The documentation says what the program does: its commands run, its examples are sound, its numbers are printed."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tools.docs import COMMANDS
from tools.follow import steps, unasked
from tools.picture import picture

from dxkpi.app.data import Data
from dxkpi.app.problems import ExitCode
from dxkpi.core.vocabulary import CHOICES
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from dxkpi.source.models import keys_of
from tests.core.test_keys import MODELS
from tests.folders import edit
from tests.lists import put_lists
from tests.run import ROOT, run
from tests.source.test_git import git

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text("utf-8")
ENGLISH = (ROOT / "README.en.md").read_text("utf-8")
GUIDES = [path for path in sorted((ROOT / "docs").glob("*.md")) if "生成:" not in path.read_text("utf-8")[:80]]
DECLARE = (ROOT / "docs/declare.md").read_text("utf-8")
PULL_REQUESTS = (ROOT / "docs/pull-requests.md").read_text("utf-8")


def test_the_page_of_keys_has_every_key_with_an_example_and_every_word() -> None:
    page = (ROOT / "docs/plan.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.split("\n") if line.startswith("| `")]
    keys = {row[0].strip("|`＊ ") for row in rows}
    assert {key for model in MODELS for key in keys_of(model)} - keys == set()
    assert {word for words in CHOICES.values() for word in words if f"`{word}`" not in page} == set()
    told = [re.fullmatch(r"`(.+)` \|", row[-1]) for row in rows if len(row) > 2]
    examples = [own for cell in told if cell for own in cell[1].replace("\\|", "|").split("`<br>`")]
    assert all(told)
    assert all(isinstance(yaml.safe_load(own), dict) for own in examples)
    assert {f"{key}: {word}" for key, words in CHOICES.items() for word in words} - {*examples} == set()


def test_the_page_of_fields_has_every_name_that_a_report_writes() -> None:
    page = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/fields.md").read_text("utf-8"), re.MULTILINE))
    data = ("--data", str(ROOT / "data"), "--year", "R3")
    report = run("report", *data, "--format", "json").out
    assumed = {"target", "baseline"}  # keys of the data
    assert set(re.findall(r'"([a-z_]+)":', report)) - page - assumed == set()
    for words in (("report", "--table", "indicators"), ("report", "--table", "sections"), ("outlook",), ("status",)):
        head = run(*words, *data, "--format", "csv").raw.decode("utf-8-sig").partition("\r\n")[0]
        assert set(head.split(",")) - page == set()


def test_every_picture_of_a_guide_is_there_described_and_small() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([\w-]+\.png)\)", "".join(path.read_text("utf-8") for path in GUIDES))
    assert {name for _, name in pictures} == {path.name for path in (ROOT / "docs").glob("*.png")}
    assert all(words and (ROOT / "docs" / name).stat().st_size < 150_000 for words, name in pictures)


def test_the_picture_of_the_report_shows_its_words_in_cells_and_names_no_other_place() -> None:
    drawn = (ROOT / "docs/report.svg").read_text("utf-8")
    assert re.findall(r"\w+://[^\"]*", drawn) == ["http://www.w3.org/2000/svg"]  # what SVG is called, not a place
    assert re.findall("url|import|href|script", drawn) == []
    text = picture("\x1b[32m達成 1<2\x1b[0m", 'a "title"')
    assert 'aria-label="a &quot;title&quot;"' in text
    assert re.findall(r'x="([\d.]+)" y="30" textLength="([\d.]+)" .* fill="(#\w+)">(.*)</text>', text) == [
        ("16.0", "33.6", "#116329", "達成"),
        ("58.0", "25.2", "#116329", "1&lt;2"),
    ]


def test_both_readmes_begin_with_the_same_two_commands() -> None:
    blocks = [re.search(r"```sh\n(.*?)```", text, re.DOTALL) for text in (README, ENGLISH)]
    assert [block and block[1].split("\n")[:-1] for block in blocks] == [["make report", "make test"]] * 2


def test_contributing_names_files_that_are_there() -> None:
    named = re.findall(r"`([\w./-]+\.(?:py|j2|md|yaml|yml))`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    tops = ("src", "tests", "tools", "docs", ".github")
    there = [path.as_posix() for top in tops for path in (ROOT / top).rglob("*.*")]
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in there)] == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the data with as much of a history as the examples go back."""
    root = tmp_path_factory.mktemp("template")
    shutil.copytree(ROOT / "data", root / "data")
    git(root, "init", "--quiet", "--initial-branch=main", "--template=")
    git(root, "add", ".")
    for number in range(4):
        git(root, "commit", "--quiet", "--allow-empty", "-m", str(number))
    return root


@pytest.fixture
def work(template: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A copy of it, since some commands write."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    put_lists(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "guide", [path for path in GUIDES if any(steps(path.read_text("utf-8")))], ids=lambda path: path.stem
)
def test_a_guide_can_be_followed(guide: Path, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = guide.read_text("utf-8")
    if "```sh\ndxkpi init" not in text:
        shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    put_lists(tmp_path)
    monkeypatch.chdir(tmp_path)
    for step in steps(text):
        program, *words = shlex.split(unasked(step.text)) if step.path is None else ("", "")
        if step.path:
            Path(step.path).parent.mkdir(parents=True, exist_ok=True)
            Path(step.path).write_text(step.text, "utf-8")
        elif program == "cd":
            monkeypatch.chdir(*words)
        elif program == "dxkpi":
            ending = run(*words)
            assert ending.code == 0, f"{step.text}\n{ending.err}"
        else:
            assert program in {"rm", "git"}, step.text
            subprocess.run([program, *words], check=True)


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "README.en.md", ROOT / "SECURITY.md", *GUIDES], ids=str)
def test_every_link_to_a_file_leads_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("command", COMMANDS[1:])
def test_the_examples_in_help_run(command: str) -> None:
    help_page = run(*command.split(), "--help").out
    lines = help_page.partition("例:")[2].replace("\\\n", "")  # as a shell goes on with the next line
    examples = re.findall(r"^  dxkpi (.+)$", lines, re.MULTILINE)
    assert examples
    for example in examples:
        assert run(*shlex.split(example)).code == 0, example


def test_the_proposal_of_another_is_looked_at_without_checking_it_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    origin, ours = tmp_path / "origin", tmp_path / "ours"
    shutil.copytree(ROOT / "data", origin / "data")
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "ours")
    git(tmp_path, "clone", "--quiet", str(origin), str(ours))
    rpa = origin / "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
    edit(rpa, "value: 6000", "value: 7000")
    git(origin, "commit", "--quiet", "--all", "-m", "theirs")
    git(origin, "update-ref", "refs/pull/7/head", "HEAD")
    monkeypatch.chdir(ours)
    before = (ours / rpa.relative_to(origin)).read_bytes()
    fetch, diff, report = re.findall(r"^(?:git|dxkpi) .*FETCH_HEAD$|^git fetch .*$", PULL_REQUESTS, re.MULTILINE)
    git(ours, *shlex.split(fetch)[1:])
    told = run(*shlex.split(diff)[1:])
    assert (told.code, told.err) == (0, "")
    assert "RPA導入により削減した作業時間" in told.out
    assert run(*shlex.split(report)[1:]).code == 0
    assert (ours / rpa.relative_to(origin)).read_bytes() == before


@pytest.mark.parametrize(
    ("command", "theirs_runs"),
    [("python -m dxkpi", True), ("python -I -m dxkpi", False), ("dxkpi", False)],
)
def test_what_the_checkout_of_a_stranger_may_do(command: str, theirs_runs: bool, tmp_path: Path) -> None:
    assert f"`{command}" in PULL_REQUESTS
    for name in ("dxkpi", "yaml", "typer", "json", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("print('owned')\nraise SystemExit", "utf-8")
    program, *words = command.split()
    argv = [f"{sys.prefix}/bin/{program}", *words, "rules"]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, check=False)
    assert (b"owned" in done.stdout, b"KPI203" in done.stdout) == (theirs_runs, not theirs_runs)


def test_the_examples_of_a_plan_and_an_indicator_are_sound_without_the_others() -> None:
    files = {step.path: step.text for step in steps(DECLARE) if step.path}
    tree = DictTree(files, label="data")
    data = Data(tree, load(tree))
    assert [(f.diagnostic.rule.code, f.diagnostic.message) for f in data.findings] == []
    held = {d.indicator.id: d.holder.indicator.id for d in data.dataset.indicators}
    assert held == {"map-count": "map-count", "map-count-stretch": "map-count"}


def test_every_exit_code_has_its_meaning_in_the_docs() -> None:
    page = (ROOT / "docs/cli.md").read_text("utf-8")
    for code in ExitCode:
        assert f"| {code.value} | {code.meaning} |" in page


def test_the_revision_of_the_guide_fits_the_shipped_plan() -> None:
    (block,) = re.findall(r"^```yaml\n(revisions:\n.*?)```", DECLARE, re.DOTALL | re.MULTILINE)
    name = "data/targets/chiba-ict.yaml"
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted((ROOT / "data").rglob("*.yaml"))
    }
    tree = DictTree({**files, name: files[name].replace("revisions: []\n", block)}, label="data")
    data = Data(tree, load(tree))
    assert data.findings == ()
    assert [len(declared.plan.revisions) for declared in data.dataset.plans] == [0, 1]
