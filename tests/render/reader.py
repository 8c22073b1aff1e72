"""Reads pages in HTML as programs do, and refuses what could act in a browser."""

from html.parser import HTMLParser

EMPTY = {"meta", "wbr", "link"}
ATTACKS = (
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "<!--",
    "</svg></desc>",
)


class Reader(HTMLParser):
    """Reads a page as a program does that knows nothing of it: elements with their attributes, ids, and texts."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.texts.append(data.strip("\n"))

    def values(self, name: str) -> list[str]:
        return [own[name] for _, own in self.elements if name in own]


def refuse_what_acts(read: Reader) -> None:
    """Nothing on a page runs, loads, or has a style of its own; every id is there once."""
    assert read.open == []
    assert [own for tag, own in read.elements if tag == "script"] in ([], [{"type": "application/ld+json"}])
    assert not {tag for tag, _ in read.elements} & {
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    }
    assert {own["rel"] for tag, own in read.elements if tag == "link"} <= {"alternate"}
    names = {name for _, own in read.elements for name in own}
    assert not [name for name in names if name == "style" or name.startswith("on") or name in {"src", "xlink:href"}]
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    assert {ref for value in read.values("aria-labelledby") for ref in value.split()} <= set(ids)
    assert [tag for tag, _ in read.elements].count("h1") == 1
