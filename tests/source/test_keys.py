"""What the models say of the keys at a place."""

import pytest

from dxkpi.core.basis.finding import Path
from dxkpi.core.indicator.attested import Source
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.revision import TargetValues
from dxkpi.source.models import keys_of, model_at
from dxkpi.source.shape import directions_with


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("sections", 3, "source"), ["document", "page", "heading"]),
        (("revisions", 0, "source"), ["document", "page", "heading"]),
        (("corrections", 0, "from", "target"), keys_of(TargetValues)),
        (("period",), ["from", "to"]),
        (("name",), None),
        (("name", "deeper"), None),
        (("tables", 0, 0, "deeper"), None),
        (("nowhere", "deeper"), None),
    ],
)
def test_the_keys_at_a_place(path: Path, keys: list[str] | None) -> None:
    model = model_at(Plan, path)
    assert (keys_of(model) if model else None) == keys


def test_a_record_is_at_no_path_of_its_own() -> None:
    assert model_at(Source, ()) is Source


def test_the_directions_that_take_a_key() -> None:
    assert list(directions_with("steps", ("target",))) == ["milestone"]
    assert list(directions_with("steps", ("nowhere",))) == []
