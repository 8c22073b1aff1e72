"""The part of GitHub's REST interface that one comment on a pull request needs. Its answers are never trusted."""

import json
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

_TIMEOUT = 30
"""Seconds to wait for an answer."""
_PAGE = 100
"""Largest number of entries in one answer."""


class ApiRefused(Exception):
    """GitHub refused the request, or did not answer; `status` is that of HTTP, None without an answer."""

    def __init__(self, said: str, status: int | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.status = status

    @property
    def denied(self) -> bool:
        """True if the token lacks the right, or the conversation is locked; false for a rate limit."""
        return self.status in {401, 403, 404} and "rate limit" not in self.said.lower()


class _Stay(HTTPRedirectHandler):
    """Follows no redirect, so that the token is sent nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


class Api:
    """The interface for one repository, with the rights of a token."""

    def __init__(self, url: str, repository: str, token: str) -> None:
        self._root = f"{url}/repos/{repository}"
        self._head = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": "dxkpi",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        self._open = build_opener(_Stay).open

    def ask(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - JSON
        """Return the answer to one request.

        Raises:
            Refused: when there is none, or GitHub refuses.
        """
        sent = None if body is None else json.dumps(body).encode()
        request = Request(f"{self._root}/{path}", sent, self._head, method=method)  # noqa: S310 - the runner's own URL
        try:
            with self._open(request, timeout=_TIMEOUT) as answer:
                content = answer.read()
            return json.loads(content) if content else None
        except HTTPError as error:
            raise ApiRefused(_said(error), error.code) from None
        except (OSError, HTTPException, ValueError) as error:
            raise ApiRefused(type(error).__name__) from None

    def every(self, path: str) -> Iterator[Any]:
        """Yield every entry of a list, over all of its pages; `path` ends in `?` or `&`.

        Raises:
            Refused: when GitHub refuses a page.
        """
        page = 1
        while entries := self.ask("GET", f"{path}per_page={_PAGE}&page={page}"):
            yield from entries
            if len(entries) < _PAGE:
                return
            page += 1


def _said(error: HTTPError) -> str:
    """Return GitHub's own words for the refusal."""
    try:
        content = json.loads(error.read())
        return f"{error.code} {content['message']}"
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return f"{error.code} {error.reason}"
