"""What is different between two contents of a file, as people are used to see it."""

from difflib import unified_diff

_UNFINISHED = "\\ No newline at end of file"


def unified(name: str, before: bytes, after: bytes) -> tuple[str, ...]:
    r"""The lines of a unified diff of two contents in UTF-8; line ends are not shown, but a missing last one is.

    >>> unified("a.yaml", b"a: 1\r\nb: 2", b"a: 1\r\nb: 2\r\n")[3:]
    (' a: 1', '-b: 2', '\\ No newline at end of file', '+b: 2')
    """
    lines = unified_diff(_lines(before), _lines(after), name, name, lineterm="")
    return tuple(part for line in lines for part in line.split("\n"))


def _lines(content: bytes) -> list[str]:
    lines = [line.removesuffix("\r") for line in content.decode("utf-8").split("\n")]
    last = lines.pop()
    return [*lines, f"{last}\n{_UNFINISHED}"] if last else lines
