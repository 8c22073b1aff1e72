"""Documents of shared indicators: any of the plans that an indicator serves may be the one that declares them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.source import Document


def with_lent(plans: Sequence[DeclaredPlan], indicators: Sequence[DeclaredIndicator]) -> tuple[DeclaredPlan, ...]:
    """`plans`, each with those documents of others that its shared indicators name; what it declares itself stays."""
    own = {declared.plan.plan: declared.plan.documents for declared in reversed(plans)}
    lent: dict[str, dict[str, Document]] = {}
    for declared in indicators:
        for name, document in _needed(declared, own):
            lent.setdefault(declared.indicator.plan, {})[name] = document
    return tuple(_with(declared, lent.get(declared.plan.plan, {})) for declared in plans)


def _needed(declared: DeclaredIndicator, own: Mapping[str, Mapping[str, Document]]) -> Iterator[tuple[str, Document]]:
    if not declared.plans:
        return
    mine = own.get(declared.indicator.plan, {})
    others = [own[plan] for plan in declared.plans if plan in own]
    for _, source in declared.indicator.sources():
        if source.document not in mine:
            found = (documents[source.document] for documents in others if source.document in documents)
            yield from ((source.document, document) for document in list(found)[:1])


def _with(declared: DeclaredPlan, lent: Mapping[str, Document]) -> DeclaredPlan:
    new = {name: document for name, document in lent.items() if name not in declared.plan.documents}
    if not new:
        return declared
    plan = declared.plan.model_copy(update={"documents": {**declared.plan.documents, **new}})
    return replace(declared, plan=plan, lent=frozenset(new))
