"""Keys that stand beside the record that they belong below, since their line lost its indentation."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args, get_origin

from dxkpi.core.basis.calendar import FiscalYear, year_written
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.text import alike, clip
from dxkpi.source.models import bare, inside, keys_of, model_of


class Lost(NamedTuple):
    """Keys at `path` that belong below `owner`, a key above them; `empty` where nothing else stands below it.

    `filled` says whether one of them has lines of its own below it.
    """

    path: Path
    owner: Path
    keys: tuple[str, ...]
    empty: bool
    filled: bool

    @property
    def first(self) -> Path:
        """The path of the first of the keys."""
        return (*self.path, self.keys[0])

    @property
    def message(self) -> str:
        """The finding, in a sentence."""
        return f"{self._named}が、上の{self._above}の下に入っていない（字下げが足りない）"

    @property
    def hint(self) -> str:
        """The advice."""
        below = "、その中身の行はさらに2文字右に" if self.filled else ""
        within = "" if self.empty or self.filled else f"（{self._above}を {{ }} で書いたのなら、その中に移す）"
        return f"{self._named}の行を、{self._above}より2文字右に{below}、半角の空白で下げる{within}"

    @property
    def _named(self) -> str:
        return "".join(f"「{clip(key)}」" for key in self.keys)

    @property
    def _above(self) -> str:
        return f"「{clip(str(self.owner[-1]))}」"

    def covers(self, place: Path, *, missing: bool) -> bool:
        """Say whether an error at `place` only follows from it; `missing` where it is about a key that is not there."""
        depth = len(self.path)
        if place[:depth] == self.path and place[depth : depth + 1] and place[depth] in self.keys:
            return True
        below = place[: len(self.owner)] == self.owner
        return below and (self.empty or (missing and place[-1] in self.keys))


def lost_indents(data: object, annotation: Any, path: Path = ()) -> Iterator[Lost]:  # noqa: ANN401
    """Yield what has lost its indentation in `data`, which should be of the type `annotation`."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from lost_indents(item, inside(annotation, index), (*path, index))
        return
    if not isinstance(data, Mapping):
        return
    above, lost = "", dict[Path, list[str]]()
    for key, value in data.items():
        if _belongs(key, annotation):
            above = key
            yield from lost_indents(value, inside(annotation, key), (*path, key))
        elif above and (owner := _owner(key, above, data[above], inside(annotation, above))):
            if data[above] is None and _is_near(key, annotation):
                continue
            lost.setdefault((*path, *owner), []).append(key)
    for owner, keys in lost.items():
        filled = any(isinstance(data[key], (Mapping, list)) for key in keys)
        yield Lost(path, owner, tuple(keys), _at(data, owner[len(path) :]) is None, filled)


def _owner(key: str, above: str, beside: object, annotation: Any) -> Path | None:  # noqa: ANN401
    """Return the path of the lowest open key above, from `above` on, that `key` may stand below; None where none is."""
    deeper = None
    if isinstance(beside, Mapping) and beside:
        last = list(beside)[-1]
        deeper = _owner(key, last, beside[last], inside(annotation, last))
    if deeper is not None:
        return (above, *deeper)
    return (above,) if _fits(key, beside, annotation) else None


def _at(data: Any, path: Path) -> object:  # noqa: ANN401
    for step in path:
        data = data[step]
    return data


def _belongs(key: str, annotation: Any) -> bool:  # noqa: ANN401
    """Say whether `key` may stand in a record or mapping of this type."""
    if model := model_of(annotation):
        return key in keys_of(model)
    return get_origin(annotation) is dict and (not keyed_by_year(annotation) or year_written(key) is not None)


def _is_near(key: str, annotation: Any) -> bool:  # noqa: ANN401
    """Say whether `key` is but for a slip a key of the record that it stands in."""
    model = model_of(annotation)
    return model is not None and any(alike(key, known) for known in keys_of(model))


def _fits(key: str, beside: object, annotation: Any) -> bool:  # noqa: ANN401
    """Say whether `key` may be one of what stands below its neighbour, whose value is `beside`."""
    if not (beside is None or (isinstance(beside, Mapping) and key not in beside)):
        return False
    if get_origin(annotation) is tuple:
        annotation = inside(annotation, 0)
    if get_origin(annotation) is dict and not keyed_by_year(annotation):
        return beside is None  # any word may be an id or the name of a part, but is none below what is there
    return _belongs(key, annotation)


def keyed_by_year(annotation: Any) -> bool:  # noqa: ANN401
    """Say whether this is the type of a mapping from fiscal years."""
    return get_origin(annotation) is dict and bare(get_args(annotation)[0]) is FiscalYear
