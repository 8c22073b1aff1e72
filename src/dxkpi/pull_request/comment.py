"""The one comment on a pull request: found again by its marker and updated, or written if it is due."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from dxkpi.pull_request.api import Api

AUTHOR = "github-actions[bot]"
"""The author of comments written with the token of a workflow. No person's account can have brackets in its name."""


class CommentResult(Enum):
    """Result for the comment."""

    WRITTEN = "コメントを書いた"
    UPDATED = "コメントを書き換えた"
    KEPT = "コメントは、すでにこの内容である"
    OUTRUN = "新しい変更が届いたか、閉じられたため、コメントには触れない"


def proposals(api: Api, head: str) -> dict[int, str]:
    """Return the open pull requests whose last commit is `head`, by number, with their base branches.

    Raises:
        Refused: when GitHub refuses.
    """
    every = api.every("pulls?state=open&")
    return {int(one["number"]): str(one["base"]["ref"]) for one in every if one["head"]["sha"] == head}


def commented(api: Api, number: int, marker: str) -> bool:
    """Say whether a pull request has a comment by this program with this marker.

    Raises:
        Refused: when GitHub refuses.
    """
    return any(True for _ in _own(api, number, marker))


def put(api: Api, number: int, head: str, marker: str, text: str) -> CommentResult:
    """Make `text` the one comment with `marker`, unless `head` is no longer the last commit of the pull request.

    Two runs at once may each have written one: the one that looks last finds both, and keeps only the older.

    Raises:
        Refused: when GitHub refuses.
    """
    if not _still(api, number, head):
        return CommentResult.OUTRUN
    if fate := _brought_up_to_date(api, number, marker, text):
        return fate
    api.ask("POST", f"issues/{number}/comments", {"body": text})
    _brought_up_to_date(api, number, marker, text)
    return CommentResult.WRITTEN


def _brought_up_to_date(api: Api, number: int, marker: str, text: str) -> CommentResult | None:
    own = sorted(_own(api, number, marker), key=lambda one: int(one["id"]))
    if not own:
        return None
    for one in own[1:]:
        api.ask("DELETE", f"issues/comments/{int(one['id'])}")
    if _text(own[0]) == text.rstrip("\n"):
        return CommentResult.KEPT
    api.ask("PATCH", f"issues/comments/{int(own[0]['id'])}", {"body": text})
    return CommentResult.UPDATED


def _still(api: Api, number: int, head: str) -> bool:
    now = api.ask("GET", f"pulls/{number}")
    return bool(now["state"] == "open" and now["head"]["sha"] == head)


def _own(api: Api, number: int, marker: str) -> Iterator[Any]:
    for one in api.every(f"issues/{number}/comments?"):
        author = one["user"] or {}  # a deleted account is none
        ours = author.get("login") == AUTHOR and author.get("type") == "Bot"
        if ours and _text(one).split("\n", 1)[0] == marker:
            yield one


def _text(comment: Any) -> str:  # noqa: ANN401 - JSON
    return str(comment["body"] or "").replace("\r\n", "\n").rstrip("\n")
