"""What SARIF says of a rule: its one sentence, and its page as help that a reader can open beside a finding."""

from dxkpi.core.diagnostic import RuleInfo
from dxkpi.render.gfm import markdown
from dxkpi.render.text import text
from dxkpi.render.views.rule import rule_doc


def descriptor(rule: RuleInfo) -> dict[str, object]:
    """`rule` as an entry of the tool's rules; its tag is what --select takes for all rules of its kind."""
    page = rule_doc(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary}。{rule.page.why}"},
        "help": {"text": text(page, None, colour=False), "markdown": markdown(page)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.code[:4]]},
    }
