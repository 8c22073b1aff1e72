"""English texts of declared records, beside the Japanese ones under the same keys; data that others use give both."""

from dxkpi.core.basis.record import Line, Record, Text


class EnglishIndicator(Record):
    """The name, the unit and the note of an indicator in English."""

    name: Line | None = None
    unit: Line | None = None
    note: Text | None = None


class EnglishPlan(Record):
    """The name of a plan and its government in English."""

    name: Line | None = None
    government: Line | None = None


class EnglishSection(Record):
    """The name and the title of a section in English."""

    name: Line | None = None
    title: Line | None = None


class EnglishName(Record):
    """The name of a heading within a section in English."""

    name: Line


class EnglishRating(Record):
    """The label and the group of a rating, of suspended indicators or of a special status in English."""

    label: Line | None = None
    group: Line | None = None


class EnglishLabel(Record):
    """The label of a cause in English."""

    label: Line


class EnglishDocument(Record):
    """The title and the publisher of a document in English."""

    title: Line | None = None
    publisher: Line | None = None


class EnglishReason(Record):
    """The reason for a missed target or for the end of tracking in English."""

    reason: Text


class EnglishSite(Record):
    """The title and the publisher of the public site in English."""

    title: Line | None = None
    publisher: Line | None = None
