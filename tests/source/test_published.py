"""A published year comes back as it was written, and whatever somebody makes of its text is told and never raises."""

from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dxkpi import __version__
from dxkpi.app.data import Data
from dxkpi.app.publish import PublishRequest, check, proposed
from dxkpi.app.report import ReportRequest, report
from dxkpi.core.basis.calendar import parse_day
from dxkpi.core.dataset import Dataset
from dxkpi.core.numerals import percent_figure, rate_figure
from dxkpi.core.publication.made import made
from dxkpi.core.published_rows import figures, values
from dxkpi.core.report import Scope, build_report
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.rules.test_rules import BASE, files

DAY = parse_day("2022-03-14")
NAME = "data/published/plan-a/R3.yaml"
WORDS = ["7", "-1", "", "[]", "{}", "R9", "other", "true", "1/0", "1/3", "achieved", "keep", "2099-01-01", "'x'", "~"]


@cache
def sample() -> tuple[dict[str, str | bytes], str]:
    """The sample data without what a paper printed, and the text of the file that is published of it."""
    bare = {name: text for name, text in files(BASE).items() if name != NAME}
    tree = DictTree(bare)
    proposal = proposed(Data(tree, load(tree)), Path(), PublishRequest("R3"), parse_day("2022-03-14"))
    (text,) = proposal.files.values()
    return bare, text


def test_a_published_year_comes_back_as_it_was_written() -> None:
    bare, text = sample()
    tree = DictTree(bare)
    data = Data(tree, load(tree))
    loaded = load(DictTree({NAME: text}))
    assert loaded.diagnostics == ()
    (declared,) = loaded.dataset.published
    (plan,) = data.dataset.plans
    out = build_report(plan.plan, data.dataset.of_plan("plan-a"), declared.published.year, Scope(as_of=DAY))
    assert declared.published == made(out, f"dxkpi {__version__}", percent_figure, rate_figure)
    assert "'" not in text


@st.composite
def mended_texts(draw: st.DrawFn) -> str:
    """The file with up to three of its lines gone, doubled, or with another value."""
    lines = sample()[1].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(": ")
        other = draw(st.sampled_from(WORDS))
        lines[at : at + 1] = draw(st.sampled_from([[], [lines[at]] * 2, [f"{key}{colon}{other}"]]))
    return "\n".join(lines)


@given(mended_texts())
def test_whatever_somebody_makes_of_its_figures_is_told(text: str) -> None:
    before, written = sample()
    tree = DictTree({**before, NAME: text})
    data = Data(tree, load(tree))
    told = [finding for finding in data.findings if finding.spot.document == NAME or finding.related]
    assert told or figures_of(data.dataset) == figures_of(load(DictTree({NAME: written})).dataset)
    check(data, PublishRequest())
    report(data, ReportRequest("R3"))


def figures_of(dataset: Dataset) -> list[object]:
    """All that counts of what was published: no words, and no column without an indicator."""
    return [
        (
            {key: figures(row) for key, row in own.published.rows.items()},
            {k: v for k, v in values(own.published.counts).items() if v},
        )
        for own in dataset.published
    ]
