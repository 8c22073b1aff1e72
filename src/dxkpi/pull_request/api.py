"""As much of GitHub's REST interface as one comment on a pull request needs. What it answers is data, never trusted."""

import json
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

_TIMEOUT = 30
"""Seconds in which something has to be heard."""
_PAGE = 100
"""The most entries that one answer holds."""


class Refused(Exception):
    """GitHub did not do what it was asked, or did not answer; `status` is that of HTTP, None without an answer."""

    def __init__(self, said: str, status: int | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.status = status

    @property
    def denied(self) -> bool:
        """Whether the token lacks the right, or the conversation is locked; not that it was used too often."""
        return self.status in {401, 403, 404} and "rate limit" not in self.said.lower()


class _Stay(HTTPRedirectHandler):
    """Follows nothing, so that the token goes nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


class Api:
    """One repository's part of the interface, with the rights of a token."""

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
        """The answer to one request.

        Raises:
            Refused: when there is none, or not the one that was asked for.
        """
        sent = None if body is None else json.dumps(body).encode()
        request = Request(f"{self._root}/{path}", sent, self._head, method=method)  # noqa: S310 - the runner's own URL
        try:
            with self._open(request, timeout=_TIMEOUT) as answer:
                told = answer.read()
            return json.loads(told) if told else None
        except HTTPError as error:
            raise Refused(_said(error), error.code) from None
        except (OSError, HTTPException, ValueError) as error:
            raise Refused(type(error).__name__) from None

    def every(self, path: str) -> Iterator[Any]:
        """Every entry of a list, however many pages it has; `path` ends in `?` or `&`.

        Raises:
            Refused: when a page is not given.
        """
        page = 1
        while entries := self.ask("GET", f"{path}per_page={_PAGE}&page={page}"):
            yield from entries
            if len(entries) < _PAGE:
                return
            page += 1


def _said(error: HTTPError) -> str:
    """GitHub's own words for the refusal."""
    try:
        told = json.loads(error.read())
        return f"{error.code} {told['message']}"
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return f"{error.code} {error.reason}"
