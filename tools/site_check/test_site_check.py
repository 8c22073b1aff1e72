"""The public site of the shipped data in a real browser: can everybody read it, and does it ask for nothing?

`make site-check` runs it; `make site-check PAGES=some` looks at one page of each kind. It needs Chromium, a Japanese
font, pdftotext, Java and npm.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dxkpi.app.data import read_folder
from dxkpi.app.site import SiteRequest, site
from dxkpi.render.site import site_files
from dxkpi.source.exchange import exchange

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
OUTLOOK = ROOT / "tests/golden/outlook-data"
"""Data with an outlook, revised targets and values that are not final; the shipped data have none of these."""
VNU = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
WIDTHS = (360, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
YEAR = "plans/chiba-ict/2021.html"
SOME = (
    "index.html",
    "changes.html",
    "guide.html",
    "data.html",
    YEAR,
    "plans/chiba-dx/2025.html",
    *(f"plans/chiba-ict/indicators/{name}.html" for name in ("rpa-hours", "forest-cloud", "needs-consultation")),
    "plans/chiba-dx/indicators/open-data-items.html",
    "en/index.html",
    "en/plans/chiba-ict/2021.html",
    "outlook/plans/rei/2021.html",
    "outlook/plans/rei/indicators/open-data.html",
)
"""A page of each kind, with each kind of chart."""
MOST_PAGES = 5
SPACED = "* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
"""What WCAG 1.4.12 lets a reader set."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "sub"
    exchange(out, site_files(site(read_folder(str(DATA)), SiteRequest())))
    exchange(out / "outlook", site_files(site(read_folder(str(OUTLOOK)), SiteRequest(unpublished=True))))
    return out


@pytest.fixture(scope="session")
def pages(folder: Path, request: pytest.FixtureRequest) -> list[Path]:
    some = request.config.getoption("--pages") == "some"
    return [folder / name for name in SOME] if some else sorted(folder.rglob("*.html"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium がない。Debian・Ubuntu では apt-get install chromium fonts-noto-cjk poppler-utils"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


def opened(context: BrowserContext, path: Path) -> Page:
    page = context.new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(width: int, scheme: Any, browser: Browser, pages: list[Path]) -> None:
    size: Any = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    found = []
    for path in pages:
        page = opened(context, path)
        told = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        found += [(path.name, own["id"], own["nodes"][0]["html"][:200]) for own in told]
        page.close()
    assert found == []


def requests(context: BrowserContext, address: str, told: list[str]) -> list[str]:
    """What a page asks any host for; what the browser says of it is added to `told`."""
    page = context.new_page()
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.close()
    return asked


class Recording(SimpleHTTPRequestHandler):
    """Serves files, and records what it is asked for."""

    asked: list[str]

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        self.asked.append(self.path)


@pytest.mark.parametrize("served", [False, True], ids=["from a folder", "from a server"])
def test_nothing_is_asked_for_and_nothing_is_said(
    *, served: bool, browser: Browser, pages: list[Path], folder: Path
) -> None:
    context = browser.new_context()
    told: list[str] = []
    Recording.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Recording, directory=str(folder.parent))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        names = ["/" + path.relative_to(folder.parent).as_posix() for path in pages]
        start = f"http://127.0.0.1:{server.server_port}" if served else folder.parent.as_uri()
        asked = [requests(context, start + name, told) for name in names]
        server.shutdown()
    assert asked == [[start + name] for name in names]
    assert Recording.asked == (names if served else [])
    assert told == []


LET_PASS = re.compile("Property “paint-order” doesn't exist|Inline script violates Content Security Policy")
"""A property of SVG that the checker does not know, and a block of data that it takes for a script."""


def test_the_markup_is_valid(pages: list[Path]) -> None:
    assert shutil.which("java"), "Java がない。Debian・Ubuntu では apt-get install default-jre-headless"
    found = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", *pages], capture_output=True, check=False, text=True
    ).stderr
    messages = json.loads(found)["messages"]
    assert [own["message"] for own in messages if not LET_PASS.search(own["message"])] == []


def test_the_style_is_applied(browser: Browser, folder: Path) -> None:
    page = opened(browser.new_context(), folder / YEAR)
    assert page.eval_on_selector("table", "own => getComputedStyle(own).borderCollapse") == "collapse"


def test_it_reads_the_same_without_script(browser: Browser, folder: Path) -> None:
    with_it, without = (opened(browser.new_context(java_script_enabled=on), folder / YEAR) for on in (True, False))
    assert with_it.locator("main").inner_text() == without.locator("main").inner_text()


@pytest.mark.parametrize("style", ["", "html {font-size: 200%}", SPACED], ids=["plain", "twice", "spaced"])
@pytest.mark.parametrize("width", [320, 360])
def test_nothing_reaches_beyond_a_narrow_screen(width: int, style: str, browser: Browser, pages: list[Path]) -> None:
    size: Any = {"width": width, "height": 700}
    context = browser.new_context(viewport=size, bypass_csp=True)
    wide = []
    for path in pages:
        page = opened(context, path)
        if style:
            page.add_style_tag(content=style)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.name)
        page.close()
    assert wide == []


def roles(page: Page) -> list[str]:
    """The roles in the tree that readers get, of the tables alone."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    known = {"table", "row", "rowheader", "columnheader", "cell"}
    return [own["role"]["value"] for own in tree if not own["ignored"] and own["role"]["value"] in known]


def test_a_folded_table_is_a_table_to_readers(browser: Browser, folder: Path) -> None:
    sizes: list[Any] = [{"width": width, "height": 900} for width in (360, 1280)]
    narrow, wide = (roles(opened(browser.new_context(viewport=size), folder / YEAR)) for size in sizes)
    assert narrow == wide
    assert {"table", "row", "rowheader", "columnheader", "cell"} == set(wide)


def test_every_link_is_reached_by_the_keyboard_and_can_be_seen(browser: Browser, folder: Path) -> None:
    page = opened(browser.new_context(), folder / YEAR)
    stops = page.locator("a[href], [tabindex='0']").count()
    seen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(() => {const at = document.activeElement, look = getComputedStyle(at);"
                "return [at.className || at.tagName, parseFloat(look.outlineWidth)]})()"
            )
        )
    assert seen[0][0] == "skip"
    assert all(width >= 2 for _, width in seen)
    assert not [name for name, _ in seen if name == "BODY"]


def test_the_parts_of_the_bar_differ_without_colour(browser: Browser, folder: Path) -> None:
    page = opened(browser.new_context(forced_colors="active"), folder / YEAR)
    fills = page.eval_on_selector_all(
        ".shares .segment", "all => all.map(own => own.getAttribute('fill') || getComputedStyle(own).fill)"
    )
    assert len(fills) == len(set(fills)) == 5


def test_a_year_is_printed_on_a_few_pages_with_its_overview_on_the_first(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    page = opened(browser.new_context(), folder / YEAR)
    page.pdf(path=tmp_path / "r3.pdf", prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "r3.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    sheets = text.rstrip("\f").split("\f")
    assert len(sheets) <= MOST_PAGES
    first = re.sub("[＊推改前途評]", " ", sheets[0])
    for row in ("7 1 1 2 1", "36 2 0 10 -", "7 0 0 1 -", "73.5% 4.4% 1.5% 19.1% 1.5%"):
        assert re.search(r"\s+".join(map(re.escape, row.split())), first), row
