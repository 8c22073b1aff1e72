"""`python -I -m dxkpi.pull_request summary|comment`: the entry point of a workflow step.

Its inputs are environment variables, where nothing that somebody wrote into a name or a title is run.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dxkpi.app.problems import CannotRun, ExitCode, Problem, UsageProblem
from dxkpi.core.basis.text import clip
from dxkpi.pull_request.api import Api, ApiRefused
from dxkpi.pull_request.comment import commented, proposals, put
from dxkpi.pull_request.comparison import SECRET, as_comment, compared, marker
from dxkpi.pull_request.objects import RepositoryAccess, States, states
from dxkpi.render.ci.github import command
from dxkpi.render.plain import inert, plain

_COMMIT = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Job:
    """Inputs of the step: the last commit of a pull request, and the folder of the data in it."""

    head: str
    data: str
    repository: str
    origin: RepositoryAccess

    @contextmanager
    def states(self, base: str) -> Iterator[States]:
        """Provide the states of the branch `base` and of this pull request, while the block runs.

        Raises:
            CannotRun: when they cannot be fetched.
        """
        with TemporaryDirectory(prefix="dxkpi-", dir=os.environ.get("RUNNER_TEMP")) as folder:
            yield states(Path(folder), self.origin, base, self.head)


def main(argv: list[str]) -> int:
    """Do what the step asks for, log the result, and return the exit code."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        match argv:
            case ["summary"]:
                return _summary(_job(), _named("BASE_REF"))
            case ["comment"]:
                return _comment(_job())
            case _:
                _call("error", "使い方: python -I -m dxkpi.pull_request summary|comment")
                return ExitCode.USAGE
    except Problem as problem:
        _call("error", str(problem))
        return problem.code
    except Exception as problem:  # noqa: BLE001 - the last door: GitHub or the machine is not as it is known
        _call("error", f"続けられない（{type(problem).__name__}）")
        return ExitCode.UNABLE


def _summary(job: Job, base: str) -> int:
    """Add the comparison to the summary of the job; a missing comparison does not fail the job."""
    try:
        with job.states(base) as found:
            if found.same(job.data):
                _tell_of_no_change(found, job.data, "データに変更はない")
            else:
                _add_to_summary(compared(found, job.data, job.origin.url))
    except CannotRun as problem:
        _call("warning", str(problem))
    return ExitCode.CLEAN


def _comment(job: Job) -> int:
    """Update the comment on every open pull request whose last commit this is."""
    api = Api(_named("GITHUB_API_URL"), job.repository, _named(SECRET))
    try:
        found = proposals(api, job.head)
    except ApiRefused as refused:
        return _refused("プルリクエストを調べられない", refused)
    if not found:
        _say(f"最後のコミットが {job.head} の、開いているプルリクエストはない（新しい変更が届いたか、閉じられた）")
    return max((_comment_on(api, job, number, base) for number, base in sorted(found.items())), default=ExitCode.CLEAN)


def _comment_on(api: Api, job: Job, number: int, base: str) -> int:
    try:
        with job.states(base) as found:
            if found.same(job.data) and not commented(api, number, marker(job.data)):
                _tell_of_no_change(found, job.data, f"#{number}: データに変更がないため、コメントしない")
                return ExitCode.CLEAN
            text = compared(found, job.data, job.origin.url)
    except CannotRun as problem:
        _call("error", f"#{number}: {problem}")
        return problem.code
    except ApiRefused as refused:
        return _refused(f"#{number} のコメントを調べられない", refused)
    return _put(api, job, number, text)


def _tell_of_no_change(found: States, data: str, sentence: str) -> None:
    """Log that nothing changed; a folder that is on neither side is more likely misspelt than meant."""
    if found.hold(data):
        _say(sentence)
    else:
        _call("warning", f"{sentence}（データのフォルダ「{clip(data)}」に計画も指標もない。data の綴りを確かめる）")


def _put(api: Api, job: Job, number: int, text: str) -> int:
    try:
        fate = put(api, number, job.head, marker(job.data), as_comment(text, job.data))
    except ApiRefused as refused:
        _add_to_summary(text)
        return _refused(f"#{number} にコメントできない。結果はこのジョブの要約にある", refused)
    _say(f"#{number}: {fate.value}")
    return ExitCode.CLEAN


def _refused(what: str, refused: ApiRefused) -> int:
    """Log the refusal; a missing right of the token is no failure, since the pull request cannot fix it."""
    if not refused.denied:
        _call("error", f"{what}（GitHub の答え: {refused.said}）。あとで、このワークフローをもう一度実行する")
        return ExitCode.UNABLE
    why = "ジョブの permissions に pull-requests: write があるか、会話がロックされていないかを見る"
    _call("warning", f"{what}（GitHub の答え: {refused.said}）。{why}")
    return ExitCode.CLEAN


def _job() -> Job:
    head, repository = _named("HEAD_SHA"), _named("GITHUB_REPOSITORY")
    if not _COMMIT.fullmatch(head):
        raise UsageProblem("環境変数 HEAD_SHA が、コミットの番号（40桁か64桁）ではない")
    origin = RepositoryAccess(f"{_named('GITHUB_SERVER_URL')}/{repository}", os.environ.get(SECRET, ""))
    return Job(head, os.environ.get("DXKPI_DATA") or "data", repository, origin)


def _named(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise UsageProblem(f"環境変数 {name} がない。GitHub のワークフローのステップの env に書く")
    return value


def _add_to_summary(text: str) -> None:
    """Append `text` to the job's summary, where there is one; a comment is far shorter than a summary may be."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("ab") as file:
            file.write(text.encode())


def _say(sentence: str) -> None:
    sys.stdout.write(f"{inert(plain(sentence))}\n")


def _call(weight: str, sentence: str) -> None:
    sys.stdout.write(f"{command(weight, plain(sentence), title='dxkpi')}\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
