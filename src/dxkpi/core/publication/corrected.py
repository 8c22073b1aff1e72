"""Corrections applied to what was frozen: each must find what it says was there, and leave what it says is right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from dxkpi.core.in_force import as_written
from dxkpi.core.plan import Plan
from dxkpi.core.publication.correction import Correction, Misfit
from dxkpi.core.publication.manifest import Manifest, Records
from dxkpi.core.publication.patch import canonical, patched
from dxkpi.core.targets import INDICATORS

Written = Any


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction at its `position` in the plan, and the records `before` and `after` it; or why it does not apply."""

    position: int
    correction: Correction
    before: Records
    after: Records
    misfit: Misfit | None = None


def corrections_of(plan: Plan, manifest: Manifest) -> tuple[tuple[int, Correction], ...]:
    """The corrections of a published year with their positions, in the order in which the plan has them."""
    return tuple((n, c) for n, c in enumerate(plan.corrections) if c.year == manifest.year)


def applied(manifest: Manifest, corrections: Sequence[tuple[int, Correction]]) -> tuple[Applied, ...]:
    """Each correction upon the one before; one that does not apply changes nothing.

    Corrections of one indicator may leave it unfit to be read until the last of them is made (another direction
    brings other keys): none of them applies before that.
    """
    found: list[Applied] = []
    records, drafts = manifest.records, _Drafts()
    for position, correction in corrections:
        after = _refused(records, correction, manifest) or drafts.after(records, correction, len(found))
        if isinstance(after, Misfit):
            found.append(Applied(position, correction, records, records, after))
            continue
        for index in drafts.settled(correction.indicator):
            found[index] = replace(found[index], misfit=None)
        found.append(Applied(position, correction, records, after))
        records = after
    return tuple(found)


def _refused(records: Records, correction: Correction, manifest: Manifest) -> Misfit | None:
    if correction.date.last < manifest.date.first:
        return Misfit.TOO_EARLY
    if correction.before == correction.after:
        return Misfit.SAME
    ids = (None, *(indicator.id for indicator in records.indicators))
    return None if correction.indicator in ids else Misfit.UNKNOWN_INDICATOR


class _Drafts:
    """What plan and indicators are to become, as written, as long as that is no record yet."""

    def __init__(self) -> None:
        self._written: dict[str | None, Written] = {}
        self._steps: dict[str | None, list[int]] = {}

    def settled(self, subject: str | None) -> list[int]:
        """The steps that have waited for one that makes `subject` a record again; they wait no more."""
        self._written.pop(subject, None)
        return self._steps.pop(subject, [])

    def after(self, records: Records, correction: Correction, step: int) -> Records | Misfit:
        """The records with `correction` made."""
        subject = correction.indicator
        index = next((n for n, i in enumerate(records.indicators) if i.id == subject), None)
        if index is not None and correction.key == ("id",) and correction.after is None:
            others = records.indicators[:index] + records.indicators[index + 1 :]
            gone = Records.model_construct(plan=records.plan, indicators=others)
            return gone if correction.before == subject else Misfit.NOT_FROM
        standing = records.plan if index is None else records.indicators[index]
        written = patched(self._written.get(subject) or canonical(as_written(standing)), correction)
        if written is None:
            return Misfit.NOT_FROM
        try:
            return _with(records, index, written)
        except ValidationError:
            self._written[subject] = written
            self._steps.setdefault(subject, []).append(step)
            return Misfit.NOT_A_RECORD


def _with(records: Records, index: int | None, written: Written) -> Records:
    """`records` with another plan, or another indicator at `index`."""
    own = records.indicators
    if index is None:
        return Records.model_construct(plan=Plan.model_validate(written), indicators=own)
    one = INDICATORS.validate_python(written)
    return Records.model_construct(plan=records.plan, indicators=(*own[:index], one, *own[index + 1 :]))


def after_all(manifest: Manifest, steps: Sequence[Applied]) -> Records:
    """The records when all corrections that apply are made."""
    return steps[-1].after if steps else manifest.records
