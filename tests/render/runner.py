"""What a GitHub runner makes of the lines that a step prints, told from the runner's own source and written anew."""

import re
import unicodedata
from dataclasses import dataclass, field

COMMANDS = frozenset((
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "internal-set-repo-path",
    "notice", "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning",
))  # fmt: skip
_PRESENT = re.compile(r"\s*::(?P<name>[^ ]*?)(?: (?P<properties>.*?))?::(?P<data>.*)")
_FORMER = re.compile(r".*?##\[(?P<name>[^ \]]*)(?: (?P<properties>[^\]]*))?\](?P<data>.*)")


@dataclass(frozen=True)
class Command:
    name: str
    data: str
    properties: dict[str, str] = field(default_factory=dict)


def commands(output: str) -> list[Command]:
    """The commands in what a step printed."""
    return [command for line in re.split(r"\r\n|\r|\n", output) for command in _of(line)]


def _of(line: str) -> list[Command]:
    """The command of a line; also what it is to a comparison that overlooks joiners and marks, as .NET's does."""
    seen = "".join(c for c in line if unicodedata.category(c) not in {"Cf", "Mn", "Me"})
    found = _command(line)
    if found is None:
        found = _command(seen)
    return [found] if found else []


def _command(line: str) -> Command | None:
    if (match := _PRESENT.fullmatch(line)) and match["name"] in COMMANDS:
        return Command(match["name"], _unescaped(match["data"]), _properties(match["properties"] or ""))
    if (match := _FORMER.fullmatch(line)) and match["name"] in COMMANDS:
        return Command(match["name"], match["data"])
    return None


def _properties(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.strip().split(",") if part)
    return {
        key: _unescaped(value.lstrip("=").replace("%3A", ":").replace("%2C", ","))
        for key, _, value in pairs
        if key and value
    }


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
