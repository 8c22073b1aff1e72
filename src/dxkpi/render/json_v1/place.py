"""Where a declared thing stands, as output."""

from dxkpi.core.reference import Ref, Where
from dxkpi.render.json_v1.finding import PlaceOut


def place_of(ref: Ref, where: Where) -> PlaceOut:
    """The place of `ref`; the name of a file may itself hold colons."""
    file, line, column = where(ref).rsplit(":", 2)
    return PlaceOut(file=file, line=int(line), column=int(column))
