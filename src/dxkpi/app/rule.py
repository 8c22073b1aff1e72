"""`dxkpi rules` and `dxkpi rule`: the checks, and the reasons for them."""

import re

from dxkpi.app.problems import UsageProblem
from dxkpi.app.waiving import catalog
from dxkpi.core.basis.text import clip, suggested
from dxkpi.core.outcomes.findings import RuleOutcome, RulesOutcome

CODE = re.compile(r"KPI[0-9]{3}", re.IGNORECASE)


def every_rule() -> RulesOutcome:
    """Return all rules, in the order of their codes."""
    return RulesOutcome(tuple(catalog().values()))


def one_rule(word: str) -> RuleOutcome:
    """Return the rule of that code or name.

    Raises:
        UsageProblem: where there is none, with the nearest name.
    """
    rules = catalog()
    for rule in rules.values():
        if word.strip().upper() == rule.code or word.strip() == rule.name:
            return RuleOutcome(rule)
    # another number would be a guess, unless this one is misspelt
    known = [rule.name for rule in rules.values()] + ([] if CODE.fullmatch(word.strip()) else list(rules))
    raise UsageProblem(f"規則「{clip(word)}」がない。{suggested(word, known, 'dxkpi rules で一覧を見る')}")
