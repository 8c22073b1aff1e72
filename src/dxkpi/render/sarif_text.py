"""Text and names from data as SARIF holds them: no link, nothing invisible, and names as URIs."""

import json
import re
from urllib.parse import quote_from_bytes

from dxkpi.render.plain import plain

_LINK = re.compile(r"(\\*)\](?=\()")
_LINK_TEXT = re.compile(r"[\\\[\]]")
_UNSEEN = re.compile(r"[^ -~]")


def message(text: str) -> str:
    r"""`text` on one line, such that no reader of SARIF takes a part of it for a link (§3.11.6).

    >>> print(message("[x](y)"))
    [x\](y)
    """
    return _LINK.sub(r"\1\1\\]", plain(text))


def link(text: str, target: int) -> str:
    r"""`text` as a link to the related location of that number.

    >>> print(link("[再掲]", 1))
    [\[再掲\]](1)
    """
    words = _LINK_TEXT.sub(r"\\\g<0>", plain(text))
    return f"[{words}]({target})"


def uri(name: str) -> str:
    """The name of a file as a URI: absolute only where the name is; its very bytes, whatever they are."""
    path = quote_from_bytes(_octets(name))
    return f"file://{path}" if path.startswith("/") else path


def dumped(log: object, indent: int | None = None) -> str:
    """`log` as JSON, indented or without blanks.

    What does not print stands as an escape, and what is no character is spelt out.
    """
    separators = (",", ":") if indent is None else None
    return _UNSEEN.sub(_escape, json.dumps(log, ensure_ascii=False, indent=indent, separators=separators))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character.isprintable() or character == "\n":
        return character
    if "\ud800" <= character <= "\udfff":
        return f"\\\\u{ord(character):04x}"
    return json.dumps(character)[1:-1]


def _octets(name: str) -> bytes:
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")
