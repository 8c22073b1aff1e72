"""A complaint of libyaml together with the lines that it is about."""

from dataclasses import dataclass

import yaml

from dxkpi.core.diagnostic import RuleInfo
from dxkpi.source.codes import SYNTAX


@dataclass(frozen=True, slots=True)
class Said:
    """A complaint in our own words, at a line and column from 0."""

    rule: RuleInfo
    line: int
    column: int
    message: str
    hint: str


class Trouble:
    """Where libyaml stopped (`line`, `column`) and where the construct began (`start`), from 0."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.problem: str = error.problem or ""
        self.context: str = error.context or ""
        self.lines = text.split("\n")
        mark = error.problem_mark or error.context_mark
        context = error.context_mark or mark
        self.line, self.column = (mark.line, mark.column) if mark else (0, 0)
        self.start = (context.line, context.column) if context else (0, 0)

    def at(self, line: int) -> str:
        """The text of a line, empty where there is none."""
        return self.lines[line].rstrip("\r") if 0 <= line < len(self.lines) else ""

    @property
    def character(self) -> str:
        """What stands where libyaml stopped."""
        return self.at(self.line)[self.column : self.column + 1]

    @property
    def starts_line(self) -> bool:
        """Whether nothing stands before that place in its line."""
        return not self.at(self.line)[: self.column].strip()

    @property
    def above(self) -> int:
        """The nearest line above that says something, or -1."""
        line = min(self.line, len(self.lines)) - 1
        while line >= 0 and self.at(line).lstrip()[:1] in {"", "#"}:
            line -= 1
        return line

    def here(self, message: str, hint: str, rule: RuleInfo = SYNTAX) -> Said:
        """A complaint about the place where libyaml stopped."""
        return Said(rule, self.line, self.column, message, hint)

    def there(self, message: str, hint: str, rule: RuleInfo = SYNTAX) -> Said:
        """A complaint about the beginning of the construct."""
        return Said(rule, *self.start, message, hint)

    def inside(self, line: int, column: int) -> tuple[int, int]:
        """A position from 1 within the text; what lies behind the end goes to the end of the last line."""
        last = len(self.lines) - 1
        if line > last or (line == last and not self.lines[line]):
            line = next((i for i in range(last, 0, -1) if self.lines[i].strip()), 0)
            column = len(self.at(line))
        return line + 1, min(column, len(self.at(line))) + 1
