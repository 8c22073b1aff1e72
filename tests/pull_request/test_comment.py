"""The one comment on a pull request, against an interface over HTTP that keeps its comments in memory."""

import re
from collections.abc import Iterator

import pytest

from dxkpi.pull_request.api import Api, ApiRefused
from dxkpi.pull_request.comment import CommentResult, commented, proposals, put
from dxkpi.pull_request.comparison import marker
from tests.pull_request.hub import REPOSITORY, TOKEN, Hub, serving

HEAD, NEWER = "a" * 40, "b" * 40
MARK = marker("data")
TEXT = f"{MARK}\n## データの違い\n\n変更1件。\n"
CHANGED = f"{MARK}\n## データの違い\n\n変更はない。\n"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(Hub()) as hub:
        hub.propose(7, HEAD)
        yield hub


def api(hub: Hub) -> Api:
    return Api(hub.url, REPOSITORY, TOKEN)


def bring(hub: Hub, text: str, head: str = HEAD) -> CommentResult:
    return put(api(hub), 7, head, text.split("\n", maxsplit=1)[0], text)


def test_it_is_written_once_and_then_brought_up_to_date_in_its_place(hub: Hub) -> None:
    hub.say(7, "お願いします", {"login": "tanto", "type": "User"})
    assert [bring(hub, TEXT), bring(hub, TEXT), bring(hub, CHANGED)] == [
        CommentResult.WRITTEN,
        CommentResult.KEPT,
        CommentResult.UPDATED,
    ]
    assert hub.said(7) == ["お願いします", CHANGED]
    assert [line for line in hub.asked if not line.startswith("GET")] == [
        "POST issues/7/comments",
        "PATCH issues/comments/2",
    ]


@pytest.mark.parametrize(
    ("user", "body"),
    [
        ({"login": "stranger", "type": "User"}, TEXT),
        ({"login": "github-actions", "type": "User"}, TEXT),
        ({"login": "github-actions[bot]", "type": "User"}, TEXT),
        ({"login": "other[bot]", "type": "Bot"}, TEXT),
        (None, TEXT),
        ({"login": "github-actions[bot]", "type": "Bot"}, f"別のワークフローの返事:\n{TEXT}"),
        ({"login": "github-actions[bot]", "type": "Bot"}, f" {TEXT}"),
        ({"login": "github-actions[bot]", "type": "Bot"}, TEXT.replace("-->", "--> x", 1)),
        ({"login": "github-actions[bot]", "type": "Bot"}, ""),
    ],
)
def test_what_others_wrote_is_left_alone(user: dict[str, str] | None, body: str, hub: Hub) -> None:
    hub.say(7, body, user)
    assert not commented(api(hub), 7, MARK)
    assert bring(hub, CHANGED) is CommentResult.WRITTEN
    assert hub.said(7) == [body, CHANGED]


def test_every_data_folder_has_its_own(hub: Hub) -> None:
    other = TEXT.replace(MARK, marker("shi/data"))
    assert [bring(hub, TEXT), bring(hub, other), bring(hub, CHANGED)] == [
        CommentResult.WRITTEN,
        CommentResult.WRITTEN,
        CommentResult.UPDATED,
    ]
    assert hub.said(7) == [CHANGED, other]
    assert len({marker(folder) for folder in ("data", "./data", "data/", "shi/../data")}) == 1
    assert re.fullmatch("<!-- dxkpi-diff [0-9a-f]{16} -->", marker("-->\n<script>"))


def test_it_is_found_behind_hundreds_of_others(hub: Hub) -> None:
    for _ in range(100):
        hub.say(7, "x", {"login": "stranger", "type": "User"})
    assert bring(hub, TEXT) is CommentResult.WRITTEN
    for _ in range(250):
        hub.say(7, "x", {"login": "stranger", "type": "User"})
    assert bring(hub, CHANGED) is CommentResult.UPDATED
    assert [body for body in hub.said(7) if body != "x"] == [CHANGED]


def test_line_ends_are_no_change(hub: Hub) -> None:
    hub.say(7, TEXT.rstrip("\n").replace("\n", "\r\n"))
    assert bring(hub, TEXT) is CommentResult.KEPT


def test_of_two_runs_at_once_one_comment_stays(hub: Hub) -> None:
    hub.before["POST issues/7/comments"] = lambda: hub.say(7, TEXT)
    assert bring(hub, CHANGED) is CommentResult.WRITTEN
    assert hub.said(7) == [CHANGED]


@pytest.mark.parametrize(("head", "state"), [(NEWER, "open"), (HEAD, "closed")])
def test_what_is_no_longer_proposed_overwrites_nothing(head: str, state: str, hub: Hub) -> None:
    hub.say(7, CHANGED)
    hub.before["GET pulls/7"] = lambda: hub.propose(7, head, state=state)
    assert bring(hub, TEXT) is CommentResult.OUTRUN
    assert hub.said(7) == [CHANGED]


def test_pull_requests_are_found_by_their_last_commit_however_many_there_are(hub: Hub) -> None:
    for number in range(100, 350):
        hub.propose(number, f"{number:040}")
    hub.propose(400, HEAD, base="release")
    hub.propose(401, HEAD, state="closed")
    assert proposals(api(hub), HEAD) == {7: "main", 400: "release"}
    assert proposals(api(hub), NEWER) == {}


@pytest.mark.parametrize(
    ("status", "raw", "said", "denied"),
    [
        (403, b'{"message": "Resource not accessible"}', "403 Resource not accessible", True),
        (403, b'{"message": "API rate limit exceeded"}', "403 API rate limit exceeded", False),
        (404, b'{"message": "Not Found"}', "404 Not Found", True),
        (422, b'{"errors": []}', "422 Unprocessable", False),
        (502, b"<html>", "502 Bad Gateway", False),
        (500, b"[]", "500 Internal Server Error", False),
        (302, b"", "302 Found", False),
        (200, b"<html>", "JSONDecodeError", False),
    ],
)
def test_a_refusal_says_what_github_said(status: int, raw: bytes, said: str, denied: bool, hub: Hub) -> None:
    hub.refusal = status, raw
    with pytest.raises(ApiRefused) as refused:
        bring(hub, TEXT)
    assert refused.value.said.startswith(said)
    assert refused.value.denied is denied


def test_where_nobody_answers() -> None:
    with serving(Hub()) as gone:
        pass
    with pytest.raises(ApiRefused, match="URLError"):
        bring(gone, TEXT)
