"""GitHub as a workflow meets it: the REST interface over HTTP and a repository to fetch from, all in memory and tmp."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dxkpi.app.scaffold import scaffold

REPOSITORY = "kensei/kpi"
TOKEN = "token-of-the-job"
BOT = {"login": "github-actions[bot]", "type": "Bot"}
LIMIT = 65_536
SAMPLE = {name: text for name, text in scaffold().items() if name.startswith(("data/targets/", "data/indicators/"))}


@dataclass
class Hub:
    """What GitHub holds of one repository. `asked` are the requests so far; `before` runs ahead of the named one."""

    pulls: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    refusal: tuple[int, bytes] | None = None
    read_only: bool = False
    url: str = ""

    def propose(self, number: int, head: str, base: str = "main", state: str = "open") -> None:
        """Opens a pull request, or puts `head` on top of it."""
        self.pulls = [one for one in self.pulls if one["number"] != number]
        title = "$(touch owned)`touch owned`\n::error::owned"
        branch = {"sha": head, "ref": title, "label": f"stranger:{title}"}
        told = {
            "number": number,
            "title": title,
            "state": state,
            "head": branch,
            "base": {"ref": base, "sha": "0" * 40},
        }
        self.pulls.append(told)

    def say(self, number: int, body: str, user: dict[str, str] | None = BOT) -> int:
        """A comment on a pull request, and its id."""
        identifier = 1 + max((one["id"] for own in self.comments.values() for one in own), default=0)
        self.comments.setdefault(number, []).append({"id": identifier, "user": user, "body": body})
        return identifier

    def said(self, number: int) -> list[str]:
        return [one["body"] for one in self.comments.get(number, [])]

    def answer(self, method: str, target: str, body: str | None) -> tuple[int, Any]:
        """The answer to a request, as status and JSON."""
        path, _, query = target.removeprefix(f"/repos/{REPOSITORY}/").partition("?")
        self.asked.append(f"{method} {path}")
        self.before.pop(f"{method} {path}", lambda: None)()
        if self.read_only and method != "GET":
            return 403, {"message": "Resource not accessible by integration"}
        if body is not None and len(body.encode("utf-16-le")) // 2 > LIMIT:
            return 422, {"message": "Validation Failed"}
        return self._done(method, path, {key: values[0] for key, values in parse_qs(query).items()}, body or "")

    def _done(self, method: str, path: str, query: dict[str, str], body: str) -> tuple[int, Any]:
        match method, *path.split("/"):
            case "GET", "pulls":
                return 200, _page([one for one in self.pulls if one["state"] == query["state"]], query)
            case "GET", "pulls", number:
                return 200, next(one for one in self.pulls if one["number"] == int(number))
            case "GET", "issues", number, "comments":
                return 200, _page(self.comments.get(int(number), []), query)
            case "POST", "issues", number, "comments":
                return 201, {"id": self.say(int(number), body)}
            case (("PATCH" | "DELETE"), "issues", "comments", identifier):
                own, place = next(
                    (own, place)
                    for own in self.comments.values()
                    for place, one in enumerate(own)
                    if one["id"] == int(identifier)
                )
                own[place : place + 1] = [own[place] | {"body": body}] if method == "PATCH" else []
                return (200, {}) if method == "PATCH" else (204, None)
            case _:
                return 404, {"message": "Not Found"}


def _page(entries: list[Any], query: dict[str, str]) -> list[Any]:
    size, page = int(query["per_page"]), int(query["page"])
    assert size <= 100
    return entries[(page - 1) * size : page * size]


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """`hub` under its `url`, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            assert self.headers["Authorization"] == f"Bearer {TOKEN}"
            assert urlsplit(self.path).path.startswith(f"/repos/{REPOSITORY}/")
            status, raw = hub.refusal or (0, b"")
            if not status:
                status, told = hub.answer(self.command, self.path, json.loads(sent)["body"] if sent else None)
                raw = b"" if told is None else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Location", f"{hub.url}/elsewhere")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hub.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Served:
    """The repository on the server, which GitHub lets anybody fetch any commit of that it has been given."""

    folder: Path

    def git(self, *words: str) -> str:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        who = {f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        env = kept | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(("git", *words), cwd=self.folder, env=env, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def commit(self, branch: str, files: dict[str, str | None], start: str = "") -> str:
        """A commit on a branch (from `start`, or where it stands) that writes these files, or deletes them."""
        self.git("checkout", "--quiet", *(("-B", branch, start) if start else ("-B", branch)))
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD")


def served(root: Path, branch: str, base: Path) -> Served:
    """A repository below `root`, as a server has it, with the sample on `branch`; copied from one in `base`."""
    shutil.copytree(_with_the_sample(branch, base), root / REPOSITORY)
    return Served(root / REPOSITORY)


@cache
def _with_the_sample(branch: str, base: Path) -> Path:
    made = Served(Path(mkdtemp(dir=base)))
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made.git("config", "uploadpack.allowFilter", "true")
    made.commit(branch, dict(SAMPLE))
    return made.folder


def surroundings(hub: Hub, root: Path, temp: Path) -> dict[str, str]:
    """What a runner puts into the environment of every step."""
    return {
        "GITHUB_API_URL": hub.url,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_SERVER_URL": root.as_uri(),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "RUNNER_TEMP": str(temp),
        "no_proxy": "127.0.0.1",
    }


HIDDEN = re.compile("[0-9a-f]{40}|(?<=コミット )[0-9a-f]{12}")


def without_ids(text: str) -> str:
    """`text` with every id of a commit, whole or short, as `…`."""
    return HIDDEN.sub("…", text)
