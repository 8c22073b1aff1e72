r"""The state of the data where an answer will be written: kept in the sheet, and compared when the answer comes.

>>> from dxkpi.core.collection.memory import Recorded
>>> text = Recorded("p/hours/R3", "削減_x000D_時間", None, "時間", "absolute", "目標値 6").text
>>> "_x" in text, Recorded.of(text) == Recorded("p/hours/R3", "削減_x000D_時間", None, "時間", "absolute", "目標値 6")
(False, True)
>>> Recorded.of(text.replace("hours", "minutes")) is None
True
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.text import folded
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.numerals import baseline_phrase, target_phrase
from dxkpi.core.observations import Vintage
from dxkpi.core.plan.plan import as_written
from dxkpi.core.targets import at_end

_LONGEST = 30_000
"""Characters that a cell can hold, with some to spare."""

Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The data of an indicator in a fiscal year, all records in their written form.

    The preferred one of `records` is the last. `owner` is the department that is asked, if there is one.
    """

    key: str
    name: str
    part: str | None
    unit: str | None
    direction: str
    target: str
    baseline: str = ""
    records: tuple[Written, ...] = ()
    reason: Written | None = None
    pending: Written | None = None
    judged: Written | None = None
    remarks: tuple[Written, ...] = ()
    owner: str = ""

    def remark(self, heading: str) -> Written | None:
        """Return what is said under a heading."""
        return next((own for own in self.remarks if folded(own["heading"]) == folded(heading)), None)

    @property
    def text(self) -> str:
        """It as one line of ASCII; empty where that would not fit into a cell."""
        body = _json(asdict(self))
        text = _json({**asdict(self), "sum": _sum(body)})
        return text if len(text) <= _LONGEST else ""

    @staticmethod
    def of(text: str) -> "Recorded | None":
        """Return what `text` says, or None where it is damaged."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(found, dict) or found.pop("sum", None) != _sum(_json(found)):
            return None
        try:
            return Recorded(**{**found, "records": tuple(found["records"]), "remarks": tuple(found.get("remarks", ()))})
        except (TypeError, KeyError):
            return None


def said(declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear, part: str | None, key: str) -> Recorded:
    """Return what the data say of an indicator in `year`; `part` is the part or step that a row asks for."""
    indicator, aimed = declared.indicator, at_end(declared.indicator, plan.plan, year)
    reason, pending, judged = (own.get(year) for own in (indicator.unmet, indicator.pending, indicator.judged))
    return Recorded(
        key,
        indicator.name,
        part,
        indicator.unit,
        indicator.direction,
        target_phrase(aimed, plan.plan),
        baseline_phrase(aimed),
        tuple(as_written(record.actual) for record in Vintage(indicator, plan.plan).of_year(year)),
        as_written(reason) if reason else None,
        as_written(pending) if pending else None,
        as_written(judged) if judged else None,
        tuple(map(as_written, indicator.remarks.get(year, ()))),
        indicator.owner or "",
    )


def _json(value: object) -> str:
    # Excel takes _x000D_ for a character.
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).replace("_x", "\\u005fx")


def _sum(body: str) -> str:
    return sha256(body.encode()).hexdigest()[:12]
