"""`dxkpi init`: a folder that works at once, and nothing touched that was there."""

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from dxkpi.app.data import Data
from dxkpi.app.scaffold import bundle, scaffold
from dxkpi.core.indicator.reach import Absolute
from dxkpi.core.plan.plan import Plan
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from dxkpi.source.models import keys_of
from dxkpi.source.writing import alone
from tests.run import DATA, run

SAMPLE = "targets/example-city.yaml", "indicators/example-city/online/online-procedures.yaml"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def files_below(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_what_it_writes_and_says(tmp_path: Path) -> None:
    ending = run("init", "my-kpi")
    assert (ending.code, ending.err) == (0, "")
    assert (
        ending.out
        == """\
「my-kpi」に16個のファイルを書いた。
  .editorconfig
  .github/dxkpi/requirements.txt
  .github/workflows/dxkpi-comment.yml
  .github/workflows/dxkpi.yml
  .pre-commit-config.yaml
  .vscode/extensions.json
  .vscode/settings.json
  data/README.md
  data/indicators/example-city/online/online-procedures.yaml
  data/indicators/example-city/skills/trained-staff.yaml
  data/schemas/departments.schema.json
  data/schemas/indicator.schema.json
  data/schemas/plan.schema.json
  data/schemas/published.schema.json
  data/schemas/site.schema.json
  data/targets/example-city.yaml

次にすること:
  1. cd my-kpi
  2. git init で変更の記録を始める（dxkpi diff と --rev、プルリクエストの点検に要る。後からでもよい）
  3. dxkpi validate でデータを確かめ、dxkpi report で見本の報告を見る
  4. data/targets/example-city.yaml を自分の計画に書き換える（ファイルの中に説明がある）
  5. dxkpi new indicator で指標を加え、見本の指標のファイルを消す
  6. data/README.md の〔 〕に問い合わせ先を書き、担当課に知らせる
  7. GitHub を使うなら .github/dxkpi/requirements.txt を、その中にある命令で作る
"""
    )
    named = re.findall(r"^  (\S+)$", ending.out, re.MULTILINE)
    assert named == list(files_below(tmp_path / "my-kpi"))


def test_with_a_site_there_is_the_workflow_that_publishes_it() -> None:
    assert run("init", "plain").code == 0
    ending = run("init", "public", "--site")
    assert (ending.code, ending.err) == (0, "")
    plain, public = (files_below(Path(own)) for own in ("plain", "public"))
    assert public.keys() - plain.keys() == {".github/workflows/dxkpi-site.yml", "data/site.yaml"}
    assert ending.out.endswith(
        """
data/site.yaml に、サイトの題、データの利用条件、問い合わせ先などを書く（ファイルの中に説明がある）。
サイトを出すには、GitHub のリポジトリの Settings > Pages の Source を「GitHub Actions」にする（docs/site.md）。
手元で見るには dxkpi site _site と打ち、_site/index.html を開く。
"""
    )


def test_a_site_is_added_to_data_of_one_s_own(tmp_path: Path) -> None:
    assert run("init").code == 0
    plan = tmp_path / "data/targets/example-city.yaml"
    plan.write_text(plan.read_text("utf-8").replace("例市", "千葉市"), "utf-8")
    before = files_below(tmp_path)
    assert "すでに data/targets/example-city.yaml がある" in run("init").err
    ending = run("init", "--site")
    assert (ending.code, ending.err) == (0, "")
    assert ending.out.startswith(
        """\
「.」に2個のファイルを書いた。
  .github/workflows/dxkpi-site.yml
  data/site.yaml
すでにあるものには触れていない: .github/dxkpi/requirements.txt、data/schemas/site.schema.json

data/site.yaml に、サイトの題、"""
    )
    added = files_below(tmp_path)
    assert {name: added[name] for name in before} == before
    assert added.keys() - before.keys() == {".github/workflows/dxkpi-site.yml", "data/site.yaml"}
    again = run("init", "--site")
    assert (again.code, again.out.splitlines()[0]) == (0, "「.」に書くものはない。")
    assert files_below(tmp_path) == added


def test_what_it_writes_is_clean_and_reports() -> None:
    assert run("init").code == 0
    assert run("validate", "--strict").out == "指摘なし（3ファイル）\n"
    report = run("report")
    assert (report.code, report.err) == (0, "")
    assert (
        """\
+----------------------------------+-------+------------------------------+
| 達成率＼項目・指標               |  達成 |            未達成            |
|                                  +-------+----------+---------+---------+
|                                  |  100% |  60%以上 | 30%以上 | 30%未満 |
|                                  |       | 100%未満 | 60%未満 |         |
+==================================+=======+==========+=========+=========+
| 1. 手続のオンライン化（計1指標） |     0 |        0 |       1 |       0 |
| 2. 職員の育成（計1指標）         |     1 |        0 |       0 |       0 |
+----------------------------------+-------+----------+---------+---------+
| （計2指標）                      | 50.0% |       0% |   50.0% |      0% |
+----------------------------------+-------+----------+---------+---------+
"""
        in report.out
    )


def test_the_sample_says_of_everything_that_it_is_one() -> None:
    for name, text in scaffold().items():
        if name.startswith(("data/targets/", "data/indicators/")):
            assert re.search(r"^name: (（例）|例市)", text, re.MULTILINE), name
            assert "実在の市の" in text.split("\n")[1], name


@pytest.mark.parametrize(("name", "model"), [(SAMPLE[0], Plan), (SAMPLE[1], Absolute)])
def test_the_sample_explains_every_key(name: str, model: Any) -> None:
    text = scaffold()[f"data/{name}"]
    keys = set(keys_of(model))
    lacking = {key for key in keys if not re.search(rf"^(# )?{key}:", text, re.MULTILINE)}
    assert lacking == set(), f"show it, in a comment if few need it, in templates/init/data/{name}"


def test_what_the_sample_says_in_comments_is_sound_as_well() -> None:
    commented = re.compile(r"^( *)# (?=[a-z0-9_]+:|R\d+:|- | {2,}(?:[a-zR]|- ))", re.MULTILINE)
    texts = {name.removeprefix("data/"): text for name, text in scaffold().items() if name.endswith(".yaml")}
    full = {name: commented.sub(r"\1", text) for name, text in texts.items() if name.startswith(("targets", "indic"))}
    # which stand instead of relisted, and of actuals
    full[SAMPLE[1]] = re.sub("^(of|actuals_of): .*\n", "", full[SAMPLE[1]], flags=re.MULTILINE)
    assert all(full[name].count("\n# ") < texts[name].count("\n# ") for name in SAMPLE)
    full["published/example-city/R7.yaml"] = "".join(re.findall(r"^#   \| (.*\n)", texts[SAMPLE[0]], re.MULTILINE))
    tree = DictTree(full, label="data")
    data = Data(tree, load(tree))
    assert [(f.spot.line, f.diagnostic.message) for f in data.findings] == []
    assert data.dataset.plans[0].plan.published
    assert data.dataset.indicators[0].indicator.suspended


def test_the_lines_of_the_departments_page_can_be_copied() -> None:
    page = scaffold()["data/README.md"]
    first, later, unmet = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    name = SAMPLE[1]
    plan, text = (scaffold()[f"data/{file}"] for file in SAMPLE)
    for actuals in (first, later):
        written = f"{actuals}{unmet}"
        changed = re.sub(r"^actuals:.*?^(?=# unmet)", lambda _: written, text, flags=re.DOTALL | re.MULTILINE)  # noqa: B023
        tree = DictTree({SAMPLE[0]: plan, name: changed}, label="data")
        data = Data(tree, load(tree))
        assert [f.diagnostic.message for f in data.findings] == []
        assert [str(year) for year in data.dataset.indicators[0].indicator.actuals] == ["R7", "R8"]


@pytest.mark.parametrize("example", [None, "chiba-ict"])
def test_every_data_file_names_its_schema_and_obeys_it(example: str | None, tmp_path: Path) -> None:
    argv = () if example is None else ("--example", example)
    assert run("init", *argv).code == 0
    paths = [path for folder in ("targets", "indicators") for path in (tmp_path / "data" / folder).rglob("*.yaml")]
    assert len(paths) >= 3
    for path in paths:
        text = path.read_text("utf-8")
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert found, path
        schema = json.loads((path.parent / found[1]).read_text("utf-8"))
        values = yaml.load(text, Loader=yaml.CBaseLoader)  # every scalar as text, as the contract has it
        jsonschema.Draft202012Validator(schema).validate(values)


def test_the_schemas_are_those_that_the_program_prints(tmp_path: Path) -> None:
    assert run("init").code == 0
    for name in ("indicator", "plan", "published", "departments", "site"):
        assert (tmp_path / f"data/schemas/{name}.schema.json").read_bytes() == run("schema", name).raw


def test_the_editor_s_settings_point_at_the_schemas(tmp_path: Path) -> None:
    assert run("init").code == 0
    assert run("publish", "--year", "R7", "--date", "2026-07-01").code == 0
    Path("data/departments.yaml").write_text("departments: [{name: 推進課}]\n", "utf-8")
    Path("data/site.yaml").write_text("title: 題\n", "utf-8")
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema, globs in settings["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        assert any(list(tmp_path.glob(pattern)) for pattern in globs)


def test_the_hook_and_the_workflow_run_what_there_is(tmp_path: Path) -> None:
    assert run("init").code == 0
    hooks = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))
    (hook,) = hooks["repos"][0]["hooks"]
    assert run(*hook["entry"].split()[1:]).code == 0
    assert [bool(re.match(hook["files"], name)) for name in ("data/targets/a.yaml", "data/README.md")] == [True, False]
    workflow = yaml.safe_load((tmp_path / ".github/workflows/dxkpi.yml").read_text("utf-8"))
    assert workflow["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())


def test_the_example_is_the_data_of_this_repository(tmp_path: Path) -> None:
    ours = {name: text for name, text in files_below(DATA).items() if "chiba-ict" in name}
    assert bundle("chiba-ict") == ours
    assert run("init", "r3", "--example", "chiba-ict").code == 0
    written = files_below(tmp_path / "r3/data")
    told = {name: text.partition("\n")[2] for name, text in written.items() if name.endswith(".yaml")}
    assert told == ours
    at = ("--data", "r3/data")
    assert run("validate", "--strict", *at).out == "指摘なし（27ファイル）\n"
    assert run("report", *at).raw == run("report", "--year", "R3", "--data", str(DATA)).raw


def test_what_is_there_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/README.md").write_text("ours")
    (tmp_path / ".editorconfig").symlink_to("nowhere")
    ending = run("init")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err == (
        "dxkpi: 「.」に、すでに .editorconfig、data/README.md がある。何も書かなかった。"
        "別の場所にするか、それを移してからもう一度実行する\n"
    )
    assert files_below(tmp_path) == {"data/README.md": "ours"}


def test_of_many_files_that_are_there_only_some_are_named(tmp_path: Path) -> None:
    assert run("init").code == 0
    for name in files_below(tmp_path):
        (tmp_path / name).write_text("ours")
    ending = run("init")
    assert ending.code == 3
    assert " など16件 がある" in ending.err


def test_what_a_killed_run_has_left_is_taken_up(tmp_path: Path) -> None:
    whole = run("init")
    files = files_below(tmp_path)
    for name in files:
        if not name.startswith(".github/"):
            (tmp_path / name).unlink()
    assert (tmp_path / "data/indicators/example-city/skills").is_dir()
    again = run("init")
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines()[0] == "「.」に13個のファイルを書いた（ほかの3個は、もう同じ内容である）。"
    assert again.out.splitlines()[1:12] == [line for line in whole.out.splitlines()[1:15] if ".github" not in line]
    assert files_below(tmp_path) == files
    last = run("init")
    assert last.code == 0
    assert last.out.splitlines()[0] == "「.」には、同じ内容の16個のファイルがもうある。何も書かなかった。"


def test_an_example_is_taken_up_as_well_but_not_by_another(tmp_path: Path) -> None:
    assert run("init", "--example", "chiba-ict").code == 0
    (tmp_path / "data/targets/chiba-ict.yaml").unlink()
    (tmp_path / "data/README.md").unlink()
    other = run("init")
    assert (other.code, "「data」はすでにデータのフォルダである（indicators がある）" in other.err) == (3, True)
    again = run("init", "--example", "chiba-ict")
    assert again.out.splitlines()[1:4] == ["  data/README.md", "  data/targets/chiba-ict.yaml", ""]
    assert run("validate").code == 0


def test_a_link_among_the_data_is_somebody_else_s(tmp_path: Path) -> None:
    (tmp_path / "data/indicators").mkdir(parents=True)
    (tmp_path / "data/indicators/p").symlink_to(tmp_path)
    assert "はすでにデータのフォルダである（indicators がある）" in run("init").err


@pytest.mark.parametrize("there", ["file", "busy"])
def test_what_hinders_it_is_told(there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if there == "file":
        (tmp_path / ".dxkpi-writing").write_text("ours")
        ending = run("init")
        reason = "途中のファイルを置く所に「.dxkpi-writing」がある"
        advice = "それを移すか消してから、もう一度実行する"
    else:
        monkeypatch.setattr("dxkpi.source.writing._PATIENCE", 0)
        with alone(tmp_path):
            ending = run("init")
        reason, advice = "ほかの dxkpi が、同じフォルダに書いている", "それが終わってから、もう一度実行する"
    assert (ending.code, ending.err) == (3, f"dxkpi: 「.」に書けない（{reason}）。何も書かなかった。{advice}\n")
    assert files_below(tmp_path) == ({".dxkpi-writing": "ours"} if there == "file" else {})


@pytest.mark.parametrize(
    ("there", "argv", "code", "said"),
    [
        ("file", "file", 3, "「file」はフォルダではない。別の場所を示す"),
        ("targets/", ".", 3, "「.」はすでにデータのフォルダである（targets がある）。その一つ上か、別の場所を示す"),
        (
            "data/indicators/ours.yaml",
            ".",
            3,
            "「data」はすでにデータのフォルダである（indicators がある）。別の場所を示す",
        ),
        (
            "file",
            "file/below",
            3,
            "「file/below」に書けない（「file」がフォルダでない）。何も書かなかった。"
            "別の場所を示すか、それを移してからもう一度実行する",
        ),
        ("", "x --example chiba-itc", 2, "--example: 例「chiba-itc」がない。「chiba-ict」ではないか"),
        (
            "",
            "x --example ../../x",
            2,
            "--example: 例「../../x」がない。"
            "あるのは calendar-years、chiba-ict、rates-only、redefined、reform、self-assessed",
        ),
    ],
)
def test_where_it_cannot_be(there: str, argv: str, code: int, said: str, tmp_path: Path) -> None:
    if there.endswith("/"):
        (tmp_path / there).mkdir(parents=True)
    elif there:
        (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / there).write_text("ours")
    ending = run("init", *argv.split())
    assert (ending.code, ending.err, ending.out) == (code, f"dxkpi: {said}\n", "")
    assert files_below(tmp_path) == ({} if not there or there.endswith("/") else {there: "ours"})


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_name_that_no_folder_can_have(name: str) -> None:
    ending = run("init", name)
    assert (ending.code, ending.err) == (
        2,
        "dxkpi: DIR が空か、フォルダの名前にならない。例 dxkpi init my-kpi\n",
    )


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside/data").symlink_to(outside)
    ending = run("init", "inside")
    assert ending.code == 3
    assert "すでに data がある" in ending.err
    assert list(outside.iterdir()) == []
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    assert run("init", "dangling").code == 3
    assert not (tmp_path / "nowhere").exists()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = iter(range(100))

    def full_after_a_while(_: int) -> None:
        if next(count) > 5:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_after_a_while)
    ending = run("init", "deep/kpi")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err == "dxkpi: 「deep/kpi」に書けない（空きがない）。何も書かなかった。場所と権限を確かめる\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("my kpi", "cd 'my kpi'"),
        ("-x", "cd ./-x"),
        ("a\x1b[31m'b", "cd 'a\\x1b[31m'\"'\"'b'"),
        ("計画\u202e", "cd '計画\\u202e'"),
    ],
)
def test_an_odd_name_is_shown_so_that_nothing_obeys_it(name: str, step: str, tmp_path: Path) -> None:
    ending = run("init", "--", name)
    assert ending.code == 0
    assert f"  1. {step}\n" in ending.out
    assert "\x1b" not in ending.out
    assert (tmp_path / name / "data/targets/example-city.yaml").is_file()


def test_on_a_console_of_another_encoding_it_says_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    ending = run("init", encoding="ascii")
    assert (ending.code, ending.err) == (0, "")
    assert b"\\u6b21" in ending.raw
