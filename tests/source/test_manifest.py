"""A manifest comes back as it was written, and whatever somebody makes of its text is told and never raises."""

from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.app.data import Data
from dxkpi.app.publish import PublishRequest, check, proposed
from dxkpi.app.report import ReportRequest, report
from dxkpi.core.day import parse_day
from dxkpi.core.publication.freeze import freeze
from dxkpi.render.figures import percent_figure
from dxkpi.source.loader import load
from dxkpi.source.tree import DictTree, FolderTree
from tests.rules.test_rules import BASE, files
from tests.run import DATA

NAME = "data/published/plan-a/R3.yaml"
WORDS = ["7", "-1", "", "[]", "{}", "R9", "other", "true", "1/0", "1/3", "achieved", "keep", "2099-01-01", "'x'", "~"]


@cache
def sample() -> tuple[dict[str, str | bytes], str]:
    """The sample data, and the text of the manifest that is published of it."""
    tree = DictTree(files(BASE))
    proposal = proposed(Data(tree, load(tree)), Path(), PublishRequest("R3"), parse_day("2022-03-14"))
    (text,) = proposal.files.values()
    return files(BASE), text


def test_a_manifest_comes_back_as_it_was_written() -> None:
    tree = FolderTree(DATA, "data")
    data = Data(tree, load(tree))
    proposal = proposed(data, Path(), PublishRequest("R3", "chiba-ict"), parse_day("2022-03-14"))
    ((name, text),) = proposal.files.items()
    loaded = load(DictTree({name: text}))
    assert (name, loaded.diagnostics) == ("published/chiba-ict/R3.yaml", ())
    (declared,) = loaded.dataset.manifests
    own = data.dataset.plan("chiba-ict")
    assert own is not None
    year, day = declared.manifest.year, declared.manifest.date
    assert declared.manifest == freeze(own.plan, data.dataset.of_plan("chiba-ict"), year, day, percent_figure)
    assert "'" not in text.replace("60%以上100%未満", "")


@st.composite
def mended_texts(draw: st.DrawFn) -> str:
    """The manifest with up to three of its lines gone, doubled, or with another value."""
    lines = sample()[1].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(": ")
        other = draw(st.sampled_from(WORDS))
        lines[at : at + 1] = draw(st.sampled_from([[], [lines[at]] * 2, [f"{key}{colon}{other}"]]))
    return "\n".join(lines)


@given(mended_texts())
def test_whatever_somebody_makes_of_a_manifest_is_told(text: str) -> None:
    before, written = sample()
    tree = DictTree({**before, NAME: text})
    data = Data(tree, load(tree))
    told = [finding for finding in data.findings if finding.spot.document == NAME or finding.related]
    manifests = data.dataset.manifests
    assert told or [d.manifest for d in manifests] == [
        d.manifest for d in load(DictTree({NAME: written})).dataset.manifests
    ]
    check(data, PublishRequest())
    report(data, ReportRequest("R3"))
