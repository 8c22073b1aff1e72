"""Every way a run can end: one clear sentence, the right exit code, no traceback and no half-written file."""

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dxkpi.render.formats import offered
from tests.run import DATA, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("in_the_project")]


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (
            "report --year R9",
            2,
            "dxkpi: 令和9年度（R9）の実績値がどの指標にもない。あるのは R4、R5、R6、R7\n",
        ),
        (
            "report --year H29",
            2,
            "dxkpi: 平成29年度（H29）を期間に含む計画がない。あるのは 千葉県デジタル・トランスフォーメーション推進戦略"
            " R4〜、千葉県ICT利活用戦略 R1〜R3\n",
        ),
        (
            "report --year R3.12",
            2,
            "dxkpi: --year: 「R3.12」は年度（例 R3、令和3年度、2021）ではない。「R3」と書く。"
            "月まで言うには、実績値に as_of: 2021-12 を添える\n",
        ),
        (
            "report --year R3 --as-of 令和4年3月14日",
            2,
            "dxkpi: --as-of: 「令和4年3月14日」は日付（例 2021-12、2021-12-31）ではない。「2022-03-14」と書く\n",
        ),
        ("report --year R3 --section hakyuu", 2, "dxkpi: 分野「hakyuu」がない。「hakyu」ではないか\n"),
        ("report --year R3 --plan chiba-itc", 2, "dxkpi: 計画「chiba-itc」がない。「chiba-ict」ではないか\n"),
        (
            "report --year R3 --format txt",
            2,
            f"dxkpi: --format: この結果は「txt」では出せない。出せるのは {'、'.join(offered('ReportOutcome'))}\n",
        ),
        ("report --year R3 --format csv --table over", 2, "dxkpi: --table: 表「over」がない。「overview」ではないか\n"),
        ("explain rpa-hourz", 2, "dxkpi: 指標「rpa-hourz」がない。「rpa-hours」ではないか\n"),
        (
            "explain nai --plan chiba-dx",
            2,
            "dxkpi: 指標「nai」がない。あるのは ai-projects（DX施策集のうちAI活用事業の数）、"
            "measures（DX施策集の施策数）、electronic-contracts（電子契約締結数）、open-data-items（データ公開数（オープンデータ））、"
            "rpa-saved-hours（RPA等での業務時間削減）\n",
        ),
        (
            "reconcile --year R2",
            2,
            "dxkpi: 令和2年度（R2）に、資料から書き写した公表結果がない。あるのは R3\n",
        ),
        ("list --rating achived", 2, "dxkpi: 達成区分「achived」がない。「achieved」ではないか\n"),
        ("list --owner 総務課", 2, "dxkpi: 担当「総務課」がない。あるのは 担当なし\n"),
        (
            "validate data/indicators/nothing.yaml",
            2,
            "dxkpi: 「data/indicators/nothing.yaml」はデータの中にない。",
        ),
        (
            "report --data nowhere",
            3,
            "dxkpi: データのフォルダ「nowhere」が見つからない。"
            "--data DIR か環境変数 DXKPI_DATA で、targets/ と indicators/ のあるフォルダを示す"
            "（まだなければ dxkpi init で作る）\n",
        ),
        ("report --data README.md", 3, "dxkpi: データのフォルダ「README.md」がフォルダではない。"),
        (
            "report --year R3 --output /nowhere/r3.txt",
            3,
            "dxkpi: 「/nowhere/r3.txt」に書けない（そのフォルダがない）。先にフォルダを作るか、別の場所を示す\n",
        ),
        (
            "report --year R3 --output data",
            3,
            "dxkpi: 「data」に書けない（フォルダである）。その中の、ファイルの名前まで示す\n",
        ),
        (
            "report --year R3 --output README.md/r3.txt",
            3,
            "dxkpi: 「README.md/r3.txt」に書けない（「README.md」がフォルダでない）。"
            "別の場所を示すか、それを移してからもう一度実行する\n",
        ),
        (
            "report --year R3 --output -",
            2,
            "dxkpi: --output: 「-」はファイルの名前ではない。画面に出すなら、--output を付けない\n",
        ),
        (
            "report --year R3 --output=",
            2,
            "dxkpi: --output: 「」はファイルの名前ではない。画面に出すなら、--output を付けない\n",
        ),
        (
            "site README.md",
            3,
            "dxkpi: 「README.md」に書けない（「{here}/README.md」がフォルダでない）。何も書かなかった。"
            "別の場所を示すか、それを移してからもう一度実行する\n",
        ),
    ],
)
def test_one_sentence_and_the_right_code(argv: str, code: int, said: str) -> None:
    ending = run(*argv.split())
    assert ending.err.startswith(said.replace("{here}", str(Path.cwd())))
    assert (ending.code, ending.raw) == (code, b"")


def test_an_empty_data_folder_is_told_what_to_hold(tmp_path: Path) -> None:
    ending = run("validate", "--data", str(tmp_path))
    assert ending.code == 3
    assert "計画が一つもない" in ending.err


def test_what_the_console_cannot_show_is_escaped_and_not_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    ending = run("report", "--year", "R3", encoding="ascii")
    assert ending.code == 0
    assert b"\\u" in ending.raw


def test_an_output_file_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "r3.md"
    target.write_text("old")
    target.chmod(0o640)
    assert run("report", "--year", "R3", "--format", "markdown", "-o", str(target)).code == 0
    assert target.read_bytes() == run("report", "--year", "R3", "--format", "markdown").raw
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["r3.md"]


def test_an_output_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r3.md"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ending = run("report", "--year", "R3", "-o", str(target))
    assert (ending.code, target.read_text()) == (3, "old")
    assert [path.name for path in tmp_path.iterdir()] == ["r3.md"]


def test_a_surprise_is_an_internal_error_and_not_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dxkpi.app.data.load", broken)
    ending = run("validate")
    assert ending.code == 3
    assert ending.err.startswith("dxkpi: プログラムの内部の誤り（ZeroDivisionError）")


@pytest.mark.parametrize("place", ["dxkpi.app.data.load", "dxkpi.source.document.compose", "dxkpi.cli.output.render"])
def test_where_memory_ends_there_is_a_sentence_and_no_finding(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(place, full)
    monkeypatch.setattr("dxkpi.source.document.ordinary", lambda _: None)
    shutil.copytree(DATA, tmp_path / "data")  # a folder of which no test has read the files
    ending = run("validate", "--data", f"{tmp_path}/data")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err == (
        "dxkpi: メモリーが足りず、終わりまで実行できない。ほかのプログラムを閉じるか、メモリーの多い機械で実行する。"
        "計画ごとに分けたデータのフォルダを --data で示せば、少ないメモリーで済む\n"
    )


def start(*argv: str, **options: object) -> "subprocess.Popen[bytes]":
    """The program as a process of its own."""
    command = [sys.executable, "-m", "dxkpi", *argv]
    # os.environ by name: readline, which pytest loads, leaves COLUMNS in the environment that C hands on.
    options = {"env": {**os.environ}, **options}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def test_an_output_can_be_a_device() -> None:
    process = start("report", "--year", "R3", "--output", "/dev/stdout")
    out, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, b"")
    assert out == run("report", "--year", "R3").raw


def test_a_closed_pipe_is_silent() -> None:
    process = start("report", "--year", "R3", "--detail")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 141


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_is_one_sentence(tmp_path: Path) -> None:
    fifo = tmp_path / "out"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    # what a shell starts in the background, and all that this starts, ignores interrupts
    process = start("schema", "indicator", "--output", str(fifo), preexec_fn=_heed_interrupts)
    select.select([reader], [], [], 30)  # it writes, and waits for what does not fit into the pipe to be read
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    os.close(reader)
    assert (process.returncode, said.decode()) == (130, "dxkpi: 中断した\n")


def test_a_closed_stdout_is_said() -> None:
    command = f'exec "{sys.executable}" -m dxkpi report --year R3 >&-'
    done = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert "標準出力" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dxkpi", "report", "--year", "R3"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr.decode() == "dxkpi: 読み書きができない（空きがない）\n"


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_nobody_listening_to_messages_changes_no_ending(stream: str) -> None:
    command = f'exec "{sys.executable}" -m dxkpi reprt {stream}'
    assert subprocess.run(["/bin/sh", "-c", command], env={**os.environ}, check=False).returncode == 2


def test_the_reader_of_a_pipe_may_leave_at_any_time() -> None:
    for argv in ("report --year R3 --detail", "validate --format json", "report --help"):
        command = f'"{sys.executable}" -m dxkpi {argv} | true'
        done = subprocess.run(["/bin/sh", "-c", command], env={**os.environ}, capture_output=True, check=True)
        assert (done.stdout, done.stderr) == (b"", b"")
