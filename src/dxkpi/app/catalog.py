"""All rules of all layers, by code."""

from dxkpi.app.waiving_rules import WAIVING_RULES
from dxkpi.core.diagnostic import RuleInfo
from dxkpi.rules import RULES
from dxkpi.source.codes import SOURCE_RULES
from dxkpi.source.lost_text import LOST_TEXT
from dxkpi.source.waivers import WAIVER


def catalog() -> dict[str, RuleInfo]:
    """Every rule by its code, in the order of the codes."""
    from dxkpi.rules.review import infos as review_infos  # noqa: PLC0415 - most runs ask for no rule by its code

    reader, rules = (*SOURCE_RULES, LOST_TEXT), (rule.info for rule in RULES)
    infos = {info.code: info for info in (*reader, *rules, *review_infos(), WAIVER, *WAIVING_RULES)}
    return dict(sorted(infos.items()))
