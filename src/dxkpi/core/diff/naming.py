"""Words for what stands in a changed record: titles of keys, names that ids stand for, meanings of words, units."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dxkpi.core.basis.quantity import quantity_of
from dxkpi.core.basis.text import Misspelt, clip
from dxkpi.core.diff.change import Key
from dxkpi.core.diff.parts import ORDER
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.keys import title_of
from dxkpi.core.numerals import quantity
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import SUSPENDED, TOTAL, UNASSESSED
from dxkpi.core.vocabulary import CHOICES

_WORDS = {
    **CHOICES,
    "direction": {name: kind.title for name, kind in DIRECTIONS.items()},
}
_FLAGS = {"true": "はい", "false": "いいえ"}
_QUANTITIES = {"value", "min", "max", "tolerance"}
_PERCENTAGES = {"change", "tolerance_percent"}


def is_unnamed(step: str) -> bool:
    """Say whether a step leads to an entry of a list that has no name: by its position, or by the word itself."""
    return step == ORDER or step.startswith("(=") or _POSITION.fullmatch(step) is not None


@dataclass(frozen=True, slots=True)
class Naming:
    """The words of one side of a comparison: the unit of the indicator, and the names of ids by the key that has them.

    Keys hold ids as values (`section: online`) or as keys below them (`ratings` → `achieved`).
    """

    unit: str | None = None
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def written(self, text: str, key: Key) -> str:
        """Return a value under `key` as people read it: with its unit, or the word that it stands for."""
        own = next((step for step in reversed(key) if not is_unnamed(step)), "")
        if own in _QUANTITIES | _PERCENTAGES or "parts" in key:
            unit = "%" if own in _PERCENTAGES else clip(self.unit) if self.unit else None
            try:
                return quantity(quantity_of(text, unit), unit)
            except Misspelt:
                return text
        if own in self.names:
            return self.names[own].get(text, text)
        return (_WORDS.get(own) or _FLAGS).get(text, text) if text.isascii() else text

    def called(self, step: str, above: Key) -> str:
        """Return the word for a step below the keys `above`: the title of a key, or the name of what it stands for."""
        holders = (self.names[own] for own in reversed(above) if own in self.names)
        named = next((names[step] for names in holders if step in names), None)
        model = next((_MODELS[own] for own in reversed(above) if own in _MODELS), "")
        return clip(named or title_of(step, model))

    def titles(self, key: Key, below: Key) -> Iterator[str]:
        """Yield the words for the path to a value `below` a change: titles of keys, and positions in lists from 1."""
        corrected = _IN_CORRECTION if below[0] == "corrections" else {}
        for index, step in enumerate(key):
            above = (*below, *key[:index])
            if index == 0 and step in corrected:
                yield corrected[step]
            elif _POSITION.fullmatch(step):
                yield step.strip("()")
            elif not is_unnamed(step):
                yield self.called(step, above)


def naming_of(plan: Plan | None, indicators: Mapping[str, str], unit: str | None = None) -> Naming:
    """Return the words of a plan and its `indicators` (name by id)."""
    if plan is None:
        return Naming(unit)
    sections = {own.id: own.name for own in plan.sections}
    ratings = {own.id: own.heading for own in plan.ratings}
    subsections = {sub.id: sub.name for own in plan.sections for sub in own.subsections}
    states = {state.id: state.label for state in plan.states}
    causes = {cause.id: cause.label for cause in plan.causes}
    documents = {identifier: document.title for identifier, document in plan.documents.items()}
    counted = {**sections, **ratings, **states, SUSPENDED: plan.suspended_label, UNASSESSED: "算定不能", TOTAL: "計"}
    method = plan.method
    grades = {grade.id: grade.label for grade in method.grades.bands} if method and method.grades else {}
    exceptions = {
        " ".join(exception.indicators): "、".join(indicators.get(one, one) for one in exception.indicators)
        for exception in (method.exceptions if method else ())
    }
    unnamed = {
        f"{section} {rating}": f"{name} {heading}"
        for section, name in sections.items()
        for rating, heading in ratings.items()
    }
    by_holder = {
        **dict.fromkeys(("section", "sections", "relisted", "tables"), sections),
        **dict.fromkeys(("rating", "ratings", "met", "missed"), ratings),
        **dict.fromkeys(("state", "states"), states),
        **dict.fromkeys(("cause", "causes"), causes),
        **dict.fromkeys(("document", "documents"), documents),
        **dict.fromkeys(("indicator", "indicators", "of", "actuals_of"), indicators),
        **dict.fromkeys(("counts", "percent"), counted),
        **dict.fromkeys(("subsection", "subsections"), subsections),
        "bands": grades,
        "exceptions": exceptions,
        "unnamed": unnamed,
    }
    return Naming(unit, {holder: names for holder, names in by_holder.items() if names})


_POSITION = re.compile(r"\(\d+\)", re.ASCII)
_IN_CORRECTION = {"date": "正誤の日", "from": "訂正前", "to": "訂正後"}
_MODELS = {
    "revisions": "Revision",
    "sections": "Section",
    "ratings": "Rating",
    "judged": "PeoplesRating",
    "remarks": "Remark",
    "grades": "Grades",
    "exceptions": "Exceptional",
    "shares": "Shares",
    "rounded": "RoundedTo",
    "breaks": "NumberBreak",
    "formerly": "Formerly",
    "pending": "Pending",
    "restated": "BaselineRevision",
    "departments": "Department",
    "contact": "Contact",
    "target": "ChangeTarget",
    "reference": "Referenced",
    "value": "Divided",
    "parts": "Divided",
}
"""Models of the records below a key that give keys another meaning."""
