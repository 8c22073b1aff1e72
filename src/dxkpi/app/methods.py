"""`dxkpi methods`: the methods that a plan can take by their names, and what each of them says in full."""

import re
from collections.abc import Iterator

from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.text import clip, suggested
from dxkpi.core.keys import title_of
from dxkpi.core.outcomes.report import MethodOutcome, MethodsOutcome
from dxkpi.core.presets import PRESET_KEYS, Preset
from dxkpi.core.vocabulary import CHOICES
from dxkpi.source.changes import as_value, block
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
    """Return the preset of that id or name, or the only one whose name has it (大分県).

    Raises:
        UsageProblem: where there is none, with the nearest name, or several.
    """
    presets, wanted = shipped().records, name.strip()
    found = next((preset for preset in presets.values() if wanted in (preset.preset, preset.name)), None)
    if found is not None:
        return found
    parts = presets_of(wanted)
    if len(parts) == 1:
        return parts[0]
    if parts:
        several = "、".join(f"{own.preset}（{own.name}）" for own in parts)
        raise UsageProblem(f"「{clip(wanted)}」の評価方法は{len(parts)}つある。{several} のどれかを示す")
    known = [word for preset in presets.values() for word in (preset.preset, preset.name)]
    raise UsageProblem(f"評価方法「{clip(name)}」がない。{suggested(name, known, 'dxkpi methods で一覧を見る')}")


def presets_of(body: str) -> tuple[Preset, ...]:
    """Return the presets whose names have that of a body: 大分県, or 大分."""
    return tuple(preset for preset in shipped().records.values() if body and body in preset.name)


def in_yaml(name: str) -> str:
    """Return what a plan says in place of naming the preset of that name, with comments: ready to change.

    Raises:
        UsageProblem: where there is no such preset.
    """
    preset = preset_named(name)
    head = (
        f"評価方法 {preset.preset}（{preset.name}）を書き下したもの。変えるなら、計画のファイルに",
        f"「method: {{preset: {preset.preset}}}」の代わりに置き、ここを直す。変えないなら、preset のままでよい。",
        *(f"出典: {source}" for source in preset.sources),
        *preset.supplied,
        *preset.notes,
    )
    return "".join(f"{line}\n" for line in (*(f"# {line}" for line in head), *spelt_out(preset)))


def spelt_out(preset: Preset) -> Iterator[str]:
    """Yield the lines of a plan's file that say what `preset` says, each with what it means."""
    written = shipped().written[preset.preset]
    said = {key: as_value(written[key]) for key in ("method", *PRESET_KEYS) if key in written}
    for line in block(said, 2):
        remark = _remark(line)
        yield f"{line:<32}  # {remark}" if remark else line


_LINE = re.compile(r"(?P<indent> *)(?:- )?(?P<key>[a-z_]+):(?: (?P<word>[a-z_]+))?$")


def _remark(line: str) -> str:
    """Return the meaning of the word on a line, or the title of a key with others below it."""
    found = _LINE.match(line)
    if found is None:
        return ""
    if found["word"]:
        return CHOICES.get(found["key"], {}).get(found["word"], "")
    return title_of(found["key"])
