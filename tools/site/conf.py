"""The guides as pages, by Sphinx: README and docs/ as they stand, and nothing that is fetched from elsewhere."""

from pathlib import Path

from sphinx.application import Sphinx

project = "dxkpi"
author = copyright = "dxkpi contributors"  # noqa: A001 - Sphinx's name for it
language = "ja"
extensions = ["myst_parser"]
root_doc = "README"
OTHERS = ("src/dxkpi/templates/init/data/README", "SECURITY", "CONTRIBUTING", "CHANGELOG", "README.en")
include_patterns = ["README.md", "docs/*.md", *(f"{page}.md" for page in OTHERS)]
suppress_warnings = ["misc.highlighting_failure"]  # the rules show YAML that is broken on purpose
myst_heading_anchors = 3
html_theme = "furo"
html_title = project
html_show_sourcelink = False
html_copy_source = False

ORDER = (
    "first-report",
    "install",
    "officer",
    "excel",
    "declare",
    "import",
    "methods",
    "pull-requests",
    "site",
    "ideas",
    "cli",
    "plan",
    "rules",
)
"""The pages in the order of the side bar; those that are not named follow by name."""


def setup(app: Sphinx) -> None:
    """Give README the list of all pages, which the forge has no use for."""
    app.connect("source-read", _with_contents)


def _with_contents(app: Sphinx, page: str, source: list[str]) -> None:
    if page == root_doc:
        names = {path.stem for path in (Path(app.srcdir) / "docs").glob("*.md")}
        pages = [f"docs/{name}" for name in (*ORDER, *sorted(names - {*ORDER}))]
        source[0] += "\n".join(("\n```{toctree}", ":hidden:", "", *pages, *OTHERS, "```\n"))
