"""`dxkpi methods`: the methods that a plan can take by their names."""

from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.text import clip, nearest
from dxkpi.core.outcomes.methods import MethodOutcome, MethodsOutcome
from dxkpi.core.presets import Preset
from dxkpi.source.presets import shipped


def every_method() -> MethodsOutcome:
    """Return all methods, in the order of their names."""
    known = shipped()
    return MethodsOutcome(tuple(known.records.values()), known.not_yet)


def one_method(name: str) -> MethodOutcome:
    """Return the method of that name.

    Raises:
        UsageProblem: where there is none, with the nearest name.
    """
    return MethodOutcome(preset_named(name))


def preset_named(name: str) -> Preset:
    """Return the preset of that id or name.

    Raises:
        UsageProblem: where there is none, with the nearest name.
    """
    presets = shipped().records
    found = next((own for own in presets.values() if name.strip() in (own.preset, own.name)), None)
    if found is not None:
        return found
    meant = nearest(name, [word for own in presets.values() for word in (own.preset, own.name)])
    offer = f"「{meant}」ではないか" if meant else "dxkpi methods で一覧を見る"
    raise UsageProblem(f"評価方法「{clip(name)}」がない。{offer}")
