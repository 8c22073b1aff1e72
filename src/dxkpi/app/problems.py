"""Reasons for ending a run without an outcome, and the exit codes. The table in docs/cli.md is made from here."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit code of a run."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNABLE = 3
    INTERRUPTED = 130
    CLOSED_PIPE = 141

    @property
    def meaning(self) -> str:
        """Its meaning, in Japanese."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.CLEAN: "問題なし",
    ExitCode.FINDINGS: "指摘あり（データの誤り。reconcile・validate は不整合、diff --exit-code は区分や件数の変化、"
    "check-targets --exit-code は注意の要る目標、publish はその年度の値がない指標も）",
    ExitCode.USAGE: "使い方の誤り（知らないオプション・年度・計画・分野・指標。近い候補を示す）",
    ExitCode.UNABLE: "実行できない（データのフォルダがない、読めない、書けない、メモリーの不足、内部の誤り）",
    ExitCode.INTERRUPTED: "中断された（Ctrl-C）",
    ExitCode.CLOSED_PIPE: "出力先が閉じた（何も言わない）",
}


class Problem(Exception):
    """One sentence for the user that ends the run; `code` is the exit code."""

    code = ExitCode.UNABLE


class UsageProblem(Problem):
    """The request names something that does not exist."""

    code = ExitCode.USAGE


class CannotRun(Problem):
    """The environment prevents the run."""

    code = ExitCode.UNABLE


class NoSuchRevision(CannotRun):
    """There is no git revision of that name."""


class NoData(CannotRun):
    """There are no data in that place; `commit` is the id of the commit that was searched, if any."""

    def __init__(self, sentence: str, commit: str | None = None) -> None:
        super().__init__(sentence)
        self.commit = commit
