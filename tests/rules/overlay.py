"""Examples of a rule's page laid over sound sample data, so that what the page says can be tried."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dxkpi.core.basis.finding import Example

HEAD = ""
_KEY = re.compile(r"([A-Za-z_]\w*)[ \u3000]*[:：]", re.ASCII)


def laid_over(base: Mapping[str, bytes], examples: Sequence[Example]) -> dict[str, bytes]:
    """`base`, its files named as examples name them, with the examples in the place of what they speak of."""
    files = dict(base)
    for example in examples:
        below = "" if example.whole or example.file not in files else files[example.file].decode("utf-8")
        files[example.file] = merged(below, example.text).encode(example.encoding)
    return files


def merged(base: str, text: str) -> str:
    """`base` with the blocks of `text` in the place of its own of the same keys; others go to the end.

    A block is a line that begins with a key, and all lines up to the next one that does. What stands before the first
    key goes to the head.
    """
    blocks = {HEAD: ""}
    for key, block in _blocks(base):
        blocks[key] = blocks.get(key, "") + block
    own: dict[str, str] = {}
    for key, block in _blocks(text):
        own[key] = own.get(key, "") + block
    return "".join((blocks | own).values())


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Every line with the key of the block that it belongs to."""
    key = HEAD
    for line in text.split("\n"):  # not splitlines, which breaks at what examples show to be no break
        found = _KEY.match(line)
        key = found[1] if found else key
        if line:
            yield key, f"{line}\n"
