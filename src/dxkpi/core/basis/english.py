"""English texts of declared records, beside the Japanese ones; data that others use give both."""

from dxkpi.core.basis.record import Line, Record


class EnglishName(Record):
    """The name of a plan or a section in English."""

    name: Line


class EnglishIndicator(Record):
    """The name and the unit of an indicator in English."""

    name: Line | None = None
    unit: Line | None = None


class EnglishLabel(Record):
    """The label of a rating, of suspended indicators or of a cause in English."""

    label: Line


class EnglishTitle(Record):
    """The title of a document in English."""

    title: Line
