"""From a tree of files to the dataset they declare, with all findings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, assert_never

from dxkpi.core.basis.finding import Diagnostic, Path, Ref
from dxkpi.core.basis.text import clip, folded
from dxkpi.core.borrowing import with_borrowed
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished, as_today, with_lent
from dxkpi.core.departments import NO_DEPARTMENTS, DeclaredDepartments, Departments
from dxkpi.core.plan.plan import Plan
from dxkpi.core.publication.corrected import with_published
from dxkpi.core.settling import Bundle, Gathering, Waiver
from dxkpi.core.site import NO_SITE, DeclaredSite, Site
from dxkpi.source.codes import shape as codes
from dxkpi.source.comments import tell_lost_text, waivers_of
from dxkpi.source.document import read_document
from dxkpi.source.files import Tree
from dxkpi.source.findings import Findings
from dxkpi.source.listing import BESIDE, DEPARTMENTS, SITE, Listing, is_plan, is_published
from dxkpi.source.locate import Locator
from dxkpi.source.records import indicator_of, plan_of, published_of, record_of, shares_of


class Loaded(NamedTuple):
    """The dataset, its findings, and the files that there were."""

    dataset: Dataset
    bundles: tuple[Bundle, ...]
    listing: Listing
    waivers: tuple[Waiver, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, except those that are only counted."""
        return tuple(diagnostic for bundle in self.bundles for diagnostic in bundle.shown)


Declared = DeclaredPlan | DeclaredIndicator | DeclaredPublished | DeclaredDepartments | DeclaredSite


class Read(NamedTuple):
    """Result of reading one file, with its findings up to the limit."""

    declared: tuple[Declared, ...]
    diagnostics: tuple[Diagnostic, ...]
    waivers: tuple[Waiver, ...] = ()


Watch = Callable[[int, int], None]
"""Called with the number of files done and the number of all files."""


def unwatched(_done: int, _total: int) -> None:
    """Ignore progress."""


def load(tree: Tree, watch: Watch = unwatched) -> Loaded:
    """Load all data files. Never raises, whatever they contain, and no file hides the findings of another."""
    listing = tree.listing()
    found = Gathering(Locator(tree).line)
    for problem in listing.problems:
        found.add(problem)
    plans: list[DeclaredPlan] = []
    indicators: list[DeclaredIndicator] = []
    published: list[DeclaredPublished] = []
    departments, site = NO_DEPARTMENTS, NO_SITE
    waivers: list[Waiver] = []
    misnamed: list[Diagnostic] = []
    unread = [problem.document for problem in listing.problems if problem.blocks]
    for done, name in enumerate(listing.files):
        watch(done, len(listing.files))
        read = read_record(tree, name)
        found.keep_apart(read.waivers)
        for diagnostic in read.diagnostics:
            (misnamed.append if _names_indicator(diagnostic) else found.add)(diagnostic)
        waivers.extend(read.waivers)
        unread += [] if read.declared or name.removeprefix(tree.label + "/") in BESIDE else [name]
        for declared in read.declared:
            match declared:
                case DeclaredPlan():
                    plans.append(declared)
                case DeclaredIndicator():
                    indicators.append(declared)
                case DeclaredPublished():
                    published.append(declared)
                case DeclaredDepartments():
                    departments = declared
                case DeclaredSite():
                    site = declared
                case _:
                    assert_never(declared)
    _tell_misnamed(misnamed, found, tree, indicators)
    resolved = with_borrowed(as_today(indicators, departments))
    dataset = Dataset(
        with_published(with_lent(plans, resolved), published),
        resolved,
        tuple(sorted(unread)),
        tuple(published),
        departments,
        site,
    )
    return Loaded(dataset, tuple(found.bundles()), listing, tuple(waivers))


_NAMING = frozenset({"of", "actuals_of", "indicator", "indicators"})
"""Keys with the id of an indicator that another file declares."""


def _names_indicator(diagnostic: Diagnostic) -> bool:
    """Say whether what is found is no id where that of an indicator of another file should stand."""
    place = diagnostic.place
    return diagnostic.rule is codes.ID and isinstance(place, Ref) and not _NAMING.isdisjoint(place.path[-2:])


def _tell_misnamed(
    misnamed: Iterable[Diagnostic], found: Gathering, tree: Tree, indicators: Iterable[DeclaredIndicator]
) -> None:
    for diagnostic in misnamed:
        found.add(_with_id(diagnostic, tree, indicators))


def _with_id(diagnostic: Diagnostic, tree: Tree, indicators: Iterable[DeclaredIndicator]) -> Diagnostic:
    """Return what was found with the id to write, where what is written is the number or name of one of the plan."""
    assert isinstance(diagnostic.place, Ref)
    raw = tree.read(diagnostic.document)
    written: Any = None if isinstance(raw, Diagnostic) else read_document(diagnostic.document, raw).data
    plan = written.get("plan") if written else None
    for step in diagnostic.place.path:
        written = written[step] if written else None
    own = [one for one in indicators if one.indicator.plan == plan]
    called = {
        "番号": [one for one in own if one.numbered(str(written))],
        "名称": [one for one in own if folded(one.indicator.name) == folded(str(written))],
    }
    meant = next(((word, found[0].indicator) for word, found in called.items() if len(found) == 1), None)
    if meant is None:
        return diagnostic
    word, indicator = meant
    hint = f"「{clip(str(written))}」は、指標の{word}である。id を書く: {indicator.id}（{clip(indicator.name)}）"
    return diagnostic._replace(hint=hint)


def read_record(tree: Tree, name: str) -> Read:
    """Read one data file by itself. Never raises, whatever it contains."""
    read = _read(tree, name)
    if name.removeprefix(tree.label + "/") in BESIDE:  # no figure rests on it
        return read._replace(diagnostics=tuple(diagnostic._replace(blocks=False) for diagnostic in read.diagnostics))
    return read


def _read(tree: Tree, name: str) -> Read:
    raw = tree.read(name)
    if isinstance(raw, Diagnostic):
        return Read((), (raw,))
    document = read_document(name, raw)
    beside, findings = Findings(name), Findings(name)  # what is found beside the data takes no room from their errors
    waivers = waivers_of(document, beside)
    if document.data is None:
        return Read((), document.problems + beside.reported(), waivers)
    tell_lost_text(document, beside)
    declared = _declared(name, name.removeprefix(tree.label + "/"), document.data, document.empty, findings)
    return Read(declared, document.problems + beside.reported() + findings.reported(), waivers)


def _declared(
    name: str, relative: str, data: Mapping[str, Any], empty: Sequence[Path], findings: Findings
) -> tuple[Declared, ...]:
    """Return the records in the plain data of a file, by its folder; add findings for the `empty` values."""
    if is_plan(relative):
        plan = plan_of(data, empty, findings)
        return (DeclaredPlan(name, plan, named=_named(plan, data)),) if plan else ()
    if relative == DEPARTMENTS:
        found = record_of(Departments, data, empty, findings)
        return (DeclaredDepartments(name, found.departments),) if found else ()
    if relative == SITE:
        site = record_of(Site, data, empty, findings)
        return (DeclaredSite(name, site),) if site else ()
    if is_published(relative):
        published = published_of(data, empty, findings)
        return (DeclaredPublished(name, published),) if published else ()
    return _indicators(name, data, empty, findings)


def _named(plan: Plan, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of a plan that are not in its file: those that the method it names stands for."""
    said = (Plan.model_fields[field].alias or field for field in plan.model_fields_set)
    return frozenset(said) - data.keys()


def _indicators(
    name: str, data: Mapping[str, Any], empty: Sequence[Path], findings: Findings
) -> tuple[DeclaredIndicator, ...]:
    """Return the indicator of a file once for each of its plans; empty where one of them cannot be read."""
    home = indicator_of(data, empty, findings)
    shares = shares_of(data, home, findings)
    if home is None or shares is None:
        return ()
    if not shares:
        return (DeclaredIndicator(name, home),)
    plans = (home.plan, *(entry.plan for _, entry in shares))
    alone = home.model_copy(update={"shared": {}})
    others = (DeclaredIndicator(name, indicator, plans, entry) for indicator, entry in shares)
    return (DeclaredIndicator(name, alone, plans), *others)
