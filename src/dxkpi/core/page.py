"""What there is to read about a rule: why it is there, what breaks it, what keeps it, how to mend."""

from dataclasses import dataclass

INDICATOR = "indicators/plan-a/one/hours.yaml"
PLAN = "targets/plan-a.yaml"
"""The two files that most examples speak of, as they are named below the data folder."""


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of the data file `file`.

    They stand in the place of what the sample data of the tests say under the same keys of the first level. With
    `whole` they are the whole file, as always of a file that the sample data do not have. `encoding` is what the file
    is saved in.
    """

    text: str
    file: str = INDICATOR
    whole: bool = False
    encoding: str = "utf-8"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, broken where a data file breaks and not where some other program would."""
        return tuple(self.text.removesuffix("\n").split("\n"))


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a rule, in Japanese.

    `why` says which slip a person makes and what it would do, `mend` how to put it right. `bad` breaks the rule and
    `good` does not; both are empty only where no text can break it (a link, a folder, a file too big).
    """

    why: str
    mend: str
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
