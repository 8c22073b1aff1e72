"""`python -m dxkpi.pull_request`, from an environment as a workflow sets it to what stands on GitHub afterwards."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.pull_request import comparison
from dxkpi.pull_request.__main__ import main
from dxkpi.pull_request.comparison import as_comment, between, marker
from dxkpi.pull_request.objects import RepositoryAccess, States
from dxkpi.render.comment import FRAME
from tests.pull_request.hub import REPOSITORY, SAMPLE, TOKEN, Hub, Served, served, serving, surroundings, without_ids
from tests.run import run

pytestmark = pytest.mark.slow

ONLINE = "data/indicators/example-city/online/online-procedures.yaml"
STAFF = "data/indicators/example-city/skills/trained-staff.yaml"
BETTER = {ONLINE: SAMPLE[ONLINE].replace("value: 60\n", "value: 100\n")}
LINE = BETTER[ONLINE].split("    value: 100\n")[0].count("\n") + 1
"""The line of the value that changes."""


SAYS = 'for word; do case $word in --output=*) echo "変更1件。" > "${word#*=}";; esac; done'


class Here:
    """In place of `subprocess`: `dxkpi diff` in this process. Those about workflows run it in one of its own."""

    @staticmethod
    def run(command: Sequence[str], cwd: Path, **_: object) -> subprocess.CompletedProcess[bytes]:
        assert command[:4] == (sys.executable, "-I", "-m", "dxkpi")
        with chdir(cwd):
            ending = run(*command[4:])
        return subprocess.CompletedProcess(command, ending.code, ending.raw, ending.err.encode())


@dataclass(frozen=True, slots=True)
class World:
    """GitHub, the repository on it, and the job that the step runs in."""

    hub: Hub
    served: Served
    temp: Path
    monkeypatch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def commit(self, files: dict[str, str | None] | dict[str, str], branch: str = "topic", start: str = "main") -> str:
        return self.served.commit(branch, dict(files), "" if branch == start else start)

    def propose(self, files: dict[str, str | None] | dict[str, str]) -> str:
        """A pull request of these files, number 7; from a fork, whose branches the repository does not have."""
        head = self.commit(files)
        self.served.git("update-ref", "refs/pull/7/head", head)
        self.served.git("checkout", "--quiet", "main")
        self.served.git("branch", "--quiet", "-D", "topic")
        self.hub.propose(7, head)
        return head

    def run(self, what: str, **env: str) -> tuple[int, str]:
        """Runs the program with `env` added to what every step has: its exit code, and the log without ids."""
        for name, value in env.items():
            self.monkeypatch.setenv(name, value)
        code = main([what])
        out, err = self.capture.readouterr()
        assert err == ""
        assert list(self.temp.glob("dxkpi-*")) == []
        return code, without_ids(out)

    def comment(self, head: str, **env: str) -> tuple[int, str]:
        return self.run("comment", HEAD_SHA=head, **env)

    def stand_in(self, script: str = SAYS) -> None:
        """Lets `script` run where `dxkpi diff` would: what it finds is not the point then, and takes its time."""
        self.monkeypatch.setattr(comparison, "subprocess", subprocess)
        python = self.temp / "python"
        python.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        python.chmod(0o755)
        self.monkeypatch.setattr(sys, "executable", str(python))

    @property
    def summary(self) -> str:
        path = self.temp / "summary.md"
        return without_ids(path.read_text("utf-8")) if path.exists() else ""

    @property
    def said(self) -> list[str]:
        return [without_ids(body) for body in self.hub.said(7)]


@pytest.fixture
def world(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[World]:
    server, temp = served(tmp_path / "server", "main", tmp_path_factory.getbasetemp()), tmp_path / "temp"
    temp.mkdir()
    with serving(Hub()) as hub:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            monkeypatch.delenv(name)
        for name, value in (surroundings(hub, tmp_path / "server", temp) | {"GITHUB_TOKEN": TOKEN}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("DXKPI_DATA", raising=False)
        monkeypatch.setattr(comparison, "subprocess", Here)
        yield World(hub, server, temp, monkeypatch, capfd)


CLOSING = (
    "データのフォルダ「data」を、枝分かれした時点の … と、いまの … とで比べた。"
    "新しい変更が届くと、このコメントを書き換える。\n"
)
TITLE = "## データの違い: 版 変更前（コミット …） → 版 変更後（コミット …）"
SHOWN = f"""\
{TITLE}

変更1件。1指標の達成区分、R7年度の表の件数・割合が変わる。

### もう一度見るところ

- （例）オンラインで申請できる手続の数（online-procedures） 実績値の訂正 R7年度: 値 60手続 → 100手続
  - KPI869 R7年度の値が、基準値の5.0倍になる。基準値 20手続（R6年度）
  - KPI871 まだ公表していないR7年度の実績値が書き換わる
"""
SAID = f"{marker('data')}\n変更1件。\n\n{CLOSING}"
COMMENT = f"{marker('data')}\n{SHOWN}"


def test_a_comment_follows_the_changes_of_a_pull_request(world: World) -> None:
    head = world.propose(BETTER)
    assert world.comment(head) == (0, "#7: コメントを書いた\n")
    (said,) = world.said
    assert said.startswith(COMMENT)
    assert said.endswith(CLOSING)
    assert f"/{REPOSITORY}/blob/…/{ONLINE}#L{LINE})\n" in said
    assert world.comment(head) == (0, "#7: コメントは、すでにこの内容である\n")

    head = world.propose({"README.md": "もうデータは変えない"})
    assert world.comment(head) == (0, "#7: コメントを書き換えた\n")
    assert world.said == [f"{marker('data')}\n{TITLE}\n\n変更はない。\n\n{CLOSING}"]


def test_nothing_is_said_where_no_data_change(world: World) -> None:
    head = world.propose({"README.md": "x", "data/README.md": "x"})
    assert world.comment(head) == (0, "#7: データに変更がないため、コメントしない\n")
    assert world.run("summary", HEAD_SHA=head, BASE_REF="main") == (0, "データに変更はない\n")
    assert (world.said, world.summary) == ([], "")


def test_a_data_folder_that_is_nowhere_does_not_pass_for_one_without_changes(world: World) -> None:
    head = world.propose(BETTER)
    why = "（データのフォルダ「deta」に計画も指標もない。data の綴りを確かめる）\n"
    said = f"::warning title=dxkpi::#7: データに変更がないため、コメントしない{why}"
    assert world.comment(head, DXKPI_DATA="deta") == (0, said)
    said = f"::warning title=dxkpi::データに変更はない{why}"
    assert world.run("summary", HEAD_SHA=head, BASE_REF="main") == (0, said)
    assert (world.said, world.summary) == ([], "")


def test_a_manifest_of_a_published_year_is_data(world: World) -> None:
    head = world.propose({"data/published/example-city/R7.yaml": "plan: example-city\n"})
    assert world.comment(head) == (0, "#7: コメントを書いた\n")
    assert "data/published/example-city/R7.yaml" in world.said[0]


def test_files_that_change_without_a_change_of_meaning_are_worth_a_word(world: World) -> None:
    head = world.propose({ONLINE: SAMPLE[ONLINE] + "# 確かめた\n"})
    assert world.comment(head) == (0, "#7: コメントを書いた\n")
    assert "\n\n変更はない。\n\n" in world.said[0]


def test_what_others_did_since_is_not_this_pull_request_s(world: World) -> None:
    start = world.served.git("rev-parse", "main")
    world.commit({STAFF: SAMPLE[STAFF].replace("45", "30")}, "main", "main")
    head = world.commit(BETTER, "topic", start)
    world.hub.propose(7, head)
    assert world.comment(head) == (0, "#7: コメントを書いた\n")
    assert f"枝分かれした時点の {start} と、いまの {head} とで" in world.hub.said(7)[0]
    assert "online-procedures" in world.said[0]
    assert "trained-staff" not in world.said[0]


def test_a_tag_does_not_pass_for_the_branch_of_its_name(world: World) -> None:
    world.stand_in()
    head = world.propose(BETTER)
    world.served.git("tag", "main", head)
    assert world.comment(head) == (0, "#7: コメントを書いた\n")


def test_the_same_commit_may_be_proposed_for_two_branches(world: World) -> None:
    world.stand_in()
    world.commit({STAFF: SAMPLE[STAFF].replace("45", "30")}, "release", "main")
    head = world.propose(BETTER)
    world.hub.propose(8, head, base="release")
    assert world.comment(head) == (0, "#7: コメントを書いた\n#8: コメントを書いた\n")
    assert world.said == [without_ids(body) for body in world.hub.said(8)] == [SAID]


def test_the_summary_holds_the_same(world: World) -> None:
    head = world.propose(BETTER)
    assert world.run("summary", HEAD_SHA=head, BASE_REF="main") == (0, "")
    assert world.summary.startswith(SHOWN)
    assert world.hub.asked == []


def test_a_token_without_the_right_is_no_failure(world: World) -> None:
    world.stand_in()
    world.hub.read_only = True
    code, said = world.comment(world.propose(BETTER))
    assert (code, said) == (
        0,
        "::warning title=dxkpi::#7 にコメントできない。結果はこのジョブの要約にある"
        "（GitHub の答え: 403 Resource not accessible by integration）。"
        "ジョブの permissions に pull-requests: write があるか、会話がロックされていないかを見る\n",
    )
    assert f"{marker('data')}\n{world.summary.rstrip()}新しい変更が届くと、このコメントを書き換える。\n" == SAID
    assert world.said == []


def test_trouble_on_the_way_is_a_failure_that_says_so(world: World) -> None:
    world.hub.refusal = 502, b"::error::owned"
    assert world.comment(world.propose(BETTER)) == (
        3,
        "::error title=dxkpi::プルリクエストを調べられない（GitHub の答え: 502 Bad Gateway）。"
        "あとで、このワークフローをもう一度実行する\n",
    )


def test_an_older_run_leaves_a_newer_result_alone(world: World) -> None:
    world.stand_in()
    older = world.propose(BETTER)
    newer = world.propose({STAFF: SAMPLE[STAFF].replace("45", "30")})
    assert world.comment(newer) == (0, "#7: コメントを書いた\n")
    before = world.hub.said(7)
    gone = "最後のコミットが … の、開いているプルリクエストはない（新しい変更が届いたか、閉じられた）\n"
    assert world.comment(older) == (0, gone)
    world.hub.before["GET pulls/7"] = lambda: world.hub.propose(7, older)
    assert world.comment(newer) == (0, "#7: 新しい変更が届いたか、閉じられたため、コメントには触れない\n")
    assert world.hub.said(7) == before


BROKEN = {ONLINE: SAMPLE[ONLINE].replace("value: 100\n", "value: 1,00\n"), STAFF: SAMPLE[STAFF].replace("45", "30")}


@pytest.mark.parametrize(("base", "side"), [(dict(SAMPLE), "変更後"), (BROKEN, "変更前")])
def test_of_data_with_errors_the_sound_part_is_compared(base: dict[str, str], side: str, world: World) -> None:
    world.commit(base, "main", "main")
    other = BROKEN if base != BROKEN else SAMPLE
    assert world.comment(world.propose(other)) == (0, "#7: コメントを書いた\n")
    assert f"注意: 「{side}」のデータに、数字に関わる誤りが1件ある（" in world.said[0]
    assert "trained-staff" in world.said[0]


def test_the_first_data_are_compared_with_none(world: World) -> None:
    world.served.git("checkout", "--quiet", "--orphan", "main2")
    world.served.git("rm", "-rfq", ".")
    world.served.commit("main2", {"README.md": "x"})
    world.served.git("branch", "--quiet", "-M", "main2", "main")
    assert world.comment(world.propose(SAMPLE)) == (0, "#7: コメントを書いた\n")
    assert world.said[0].startswith(
        f"{marker('data')}\n{TITLE}\n\n"
        "変更3件。2指標の達成区分、R7年度の表の件数・割合が変わる。\n\n"
        "注意: 「変更前」には、データのフォルダがないか、計画も指標もない\n\n"
    )
    assert world.comment(world.propose({"README.md": "まだ入れない"})) == (0, "#7: コメントを書き換えた\n")
    (said,) = world.said
    assert said.startswith(
        f"{marker('data')}\n## データの違い\n\n比べられない: 版「変更後」には、データのフォルダ「data」に"
    )
    assert said.endswith(f"\n\n{CLOSING}")


@pytest.mark.parametrize(
    ("last_words", "told"),
    [("echo '::error::owned @everyone' >&2;", "::<!-- -->error::owned @<!-- -->everyone"), ("", "終了コード 9")],
)
def test_whoever_reads_the_data_has_no_token_and_may_die(last_words: str, told: str, world: World) -> None:
    head = world.propose(BETTER)
    world.stand_in(f'env > "$RUNNER_TEMP/env"; {last_words} exit 9')
    assert world.comment(head) == (0, "#7: コメントを書いた\n")
    assert world.said == [f"{marker('data')}\n## データの違い\n\n比べられない: {told}\n\n{CLOSING}"]
    assert TOKEN not in (world.temp / "env").read_text("utf-8")


HOSTILE = "$(touch owned)`touch owned`@everyone #1 <b>::error::owned</b>"


def test_nothing_hostile_acts(world: World) -> None:
    folder = f"{HOSTILE}\n-x"
    named = '"（例）@everyone $(touch owned) `x` <img src=x> ::error::owned --> #1 [x](y)"'
    data = {name.replace("data/", f"{folder}/", 1): text for name, text in SAMPLE.items()}
    world.commit(data, "main", "main")
    name = ONLINE.replace("data/", f"{folder}/", 1)
    text = data[name].replace("（例）オンラインで申請できる手続の数", named).replace("value: 60\n", "value: 100\n")
    code, said = world.comment(world.propose({name: text}), DXKPI_DATA=folder)
    assert (code, said) == (0, "#7: コメントを書いた\n")
    (comment,) = world.said
    assert comment.startswith(f"{marker(folder)}\n## ")
    assert "（例）@<!-- -->everyone \\$(touch owned) \\`x\\` &lt;img src=x&gt;" in comment
    assert "@everyone" not in comment
    assert comment.count("-->") == comment.count("<!-- -->") + 1
    assert not list(world.temp.parent.rglob("owned"))


def test_a_folder_of_the_proposal_cannot_stand_for_a_commit(world: World) -> None:
    base = world.served.git("rev-parse", "main")
    fake = {f"{name}/{path[5:]}": text for name in (base, "変更前") for path, text in (SAMPLE | BETTER).items()}
    assert world.comment(world.propose(BETTER | fake)) == (0, "#7: コメントを書いた\n")
    assert world.said[0].startswith(COMMENT)


@pytest.mark.parametrize(
    ("env", "code", "said"),
    [
        ({"HEAD_SHA": "--upload-pack=touch owned"}, 2, "環境変数 HEAD_SHA が、コミットの番号（40桁か64桁）ではない"),
        ({"HEAD_SHA": "main"}, 2, "環境変数 HEAD_SHA が、コミットの番号（40桁か64桁）ではない"),
        ({"HEAD_SHA": ""}, 2, "環境変数 HEAD_SHA がない。GitHub のワークフローのステップの env に書く"),
        ({"GITHUB_API_URL": ""}, 2, "環境変数 GITHUB_API_URL がない。GitHub のワークフローのステップの env に書く"),
        ({"GITHUB_API_URL": "ftp"}, 3, "続けられない（ValueError）"),
    ],
)
def test_what_it_cannot_start_from(env: dict[str, str], code: int, said: str, world: World) -> None:
    assert world.run("comment", **({"HEAD_SHA": "a" * 40} | env)) == (code, f"::error title=dxkpi::{said}\n")


def test_what_it_can_be_asked_for(world: World) -> None:
    assert world.run("x") == (2, "::error title=dxkpi::使い方: python -I -m dxkpi.pull_request summary|comment\n")


@pytest.mark.parametrize("base", ["gone", "main:refs/x\n::error::owned", "--upload-pack=touch owned"])
def test_a_branch_that_is_not_there_does_not_fail_the_job_of_the_summary(base: str, world: World) -> None:
    code, said = world.run("summary", HEAD_SHA=world.propose(BETTER), BASE_REF=base)
    assert code == 0
    assert said.startswith("::warning title=dxkpi::比べる二つの版を取れない（")
    assert said.count("\n") == 1
    assert world.summary == ""
    assert not list(world.temp.parent.rglob("owned"))


def test_histories_without_a_common_beginning(world: World) -> None:
    world.served.git("checkout", "--quiet", "--orphan", "other")
    head = world.served.commit("other", {"README.md": "x"})
    world.stand_in()
    world.hub.propose(7, head)
    world.hub.propose(8, head, base="other")
    world.hub.say(8, f"{marker('data')}\n")
    said = "::error title=dxkpi::#7: コミット … と、マージ先の「main」に、共通の履歴がない\n#8: コメントを書き換えた\n"
    assert world.comment(head) == (3, said)


def test_a_machine_without_git(world: World) -> None:
    assert world.comment(world.propose(BETTER), PATH="") == (
        3,
        "::error title=dxkpi::#7: git を実行できない（FileNotFoundError）\n",
    )


def test_the_token_reaches_git_by_its_environment_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    added = dict(RepositoryAccess("https://hub/kensei/kpi", "geheim").surroundings().items() - os.environ.items())
    assert added == {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_1": "http.https://hub/kensei/kpi.extraHeader",
        "GIT_CONFIG_VALUE_1": "Authorization: Basic " + b64encode(b"x-access-token:geheim").decode(),
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    assert "GIT_CONFIG_VALUE_1" not in RepositoryAccess("https://hub/kensei/kpi", "").surroundings()


@given(st.text("<&@#:a/😀\x1b", min_size=80, max_size=200) | st.text())
def test_what_stands_around_a_comparison_has_room(folder: str) -> None:
    text = as_comment(f"x\n\n{between(States(Path(), 'a' * 64, 'b' * 64), folder)}\n", folder)
    assert text.startswith(f"{marker(folder)}\nx\n\n")
    assert len(text.encode("utf-16-le")) // 2 <= FRAME
