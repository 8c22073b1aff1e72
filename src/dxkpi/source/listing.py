"""Selection of the files of a data folder by name, and the limit on the number of names."""

import re
from enum import Enum, auto
from typing import NamedTuple
from unicodedata import normalize

from dxkpi.core.basis.finding import Diagnostic
from dxkpi.core.basis.text import clip

PLANS, INDICATORS, PUBLISHED = "targets", "indicators", "published"
"""The folders that are read: of the first its own files, of the second everything, of the third one folder a plan."""

FOLDERS = (PLANS, INDICATORS, PUBLISHED)

DEPARTMENTS, SITE = "departments.yaml", "site.yaml"

BESIDE = (DEPARTMENTS, SITE)
"""The data files beside the folders; there may be none. No figure rests on them."""

_DEPTH = {PLANS: 1, PUBLISHED: 2}
"""Number of levels below a folder at which its data files are, where not everything below it is read."""

_ENDINGS = (".yaml", ".yml")
_LOOKS_ALIKE = re.compile(r"\.ya?ml|\.y[aml]{2,4}$")
"""What stands in the name of a file that was meant to be data: an ending, or one of its letters (.ymal)."""

MOST_NAMES = 250_000
"""Largest number of files and folders: twice the indicators of all municipalities of the country."""

MOST_CHARACTERS = 128 * MOST_NAMES
"""Largest number of characters of all names, including their folders."""


class Listing(NamedTuple):
    """Content of a data folder: names to read, names skipped on purpose, and findings about what cannot be listed."""

    files: tuple[str, ...]
    skipped: tuple[str, ...]
    problems: tuple[Diagnostic, ...] = ()


class TooManyNames(Exception):
    """A data folder has more names than the limit, as it says in Japanese, with advice."""


class NameLimit:
    """Counts names in a data folder; `where` names it in Japanese, `advice` says what to do where there are too many.

    No name is kept.
    """

    def __init__(self, where: str, advice: str) -> None:
        self._where = where
        self._advice = advice
        self._names = 0
        self._characters = 0

    def count(self, last: str, names: int, characters: int) -> None:
        """Count further files and folders, with their characters in all; `last` is the last of them.

        Raises:
            TooManyNames: above either limit.
        """
        self._names += names
        self._characters += characters
        if self._names > MOST_NAMES:
            raise self._stopped(last, f"ファイルとフォルダが{MOST_NAMES:,}を超えている")
        if self._characters > MOST_CHARACTERS:
            raise self._stopped(last, f"ファイルとフォルダの名前が、合わせて{MOST_CHARACTERS:,}文字を超えている")

    def _stopped(self, last: str, found: str) -> TooManyNames:
        return TooManyNames(
            f"{self._where}の中の{found}（「{clip(last)}」まで数えてやめ、何も読まなかった）。{self._advice}"
        )


class FileUse(Enum):
    """Treatment of a file."""

    READ = auto()
    SKIPPED = auto()
    IGNORED = auto()


def fate(relative: str) -> FileUse:
    """Decide the treatment of a file by its name below the data folder.

    Skipped is a file that looks like data and is none: hidden, a backup, with another or a misspelt ending, or in
    another place.

    >>> fate("indicators/a/b.yaml").name, fate("indicators/a/b.yaml~").name, fate("indicators/README.md").name
    ('READ', 'SKIPPED', 'IGNORED')
    """
    folder, _, name = relative.rpartition("/")
    if relative in BESIDE:
        return FileUse.READ
    return fate_in(name, data=holds_data(folder))


def fate_in(name: str, *, data: bool) -> FileUse:
    """Decide the treatment of a file by its name, in a folder whose files are `data` or not read."""
    if data and name.endswith(_ENDINGS) and not name.startswith("."):
        return FileUse.READ
    return FileUse.SKIPPED if _LOOKS_ALIKE.search(normalize("NFKC", name).lower()) else FileUse.IGNORED


def holds_data(folder: str) -> bool:
    """Say whether the files in a folder below the data folder are read."""
    top, *below = folder.split("/")
    in_place = top == INDICATORS or len(below) + 1 == _DEPTH.get(top)
    return in_place and not any(step.startswith(".") for step in below)


def is_plan(relative: str) -> bool:
    """Say whether a file of that name below the data folder declares a plan."""
    return relative.startswith(PLANS + "/")


def is_published(relative: str) -> bool:
    """Say whether a file of that name below the data folder contains a published year."""
    return relative.startswith(PUBLISHED + "/")


def stem(name: str) -> str:
    """Return the file name without folder and ending."""
    return name.rpartition("/")[2].rpartition(".")[0]
