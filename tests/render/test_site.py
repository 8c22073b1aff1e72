"""The public site of the shipped data: its addresses, its links, and that nothing is told early."""

import json
import posixpath
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dxkpi.app.data import read_folder
from dxkpi.app.site import SiteRequest, site
from dxkpi.render.site import site_files
from tests.folders import edit
from tests.render.hostile import line
from tests.render.reader import ATTACKS, Reader, refuse_what_acts
from tests.run import DATA, run

ICT = "千葉県ICT利活用戦略"


@cache
def files(*, unpublished: bool = False) -> dict[str, bytes]:
    return site_files(site(read_folder(str(DATA)), SiteRequest(unpublished=unpublished)))


def pages(found: dict[str, bytes]) -> dict[str, str]:
    return {name: own.decode() for name, own in found.items() if name.endswith(".html")}


def read(name: str) -> Reader:
    return Reader(files()[name].decode())


def text(name: str, found: dict[str, bytes] | None = None) -> str:
    return "\n".join(Reader((found or files())[name].decode()).texts)


INDICATORS = """aist-design-school calving-interval care-worker-turnover chiba-information-map chiba-lis-net
cultural-property-navi designated-cultural-properties digitised-procedures facility-reservation forest-cloud
ict-teaching-teachers medical-navi-access medical-response-info needs-consultation new-efficiency-projects paper-use
programming-lecturers programming-teachers retraining-employment rpa-hours technical-school-employment telework-users
web-meeting-participants work-reform-projects work-style-advisers"""


def test_addresses_are_for_ever() -> None:
    assert sorted(files()) == sorted(
        (
            ".nojekyll",
            "index.html",
            "changes.html",
            "guide.html",
            "data.html",
            "plans/chiba-dx/2025.html",
            "en/index.html",
            "en/plans/chiba-dx/2025.html",
            "en/plans/chiba-ict/2021.html",
            *(
                f"plans/chiba-dx/indicators/{name}.html"
                for name in ("ai-projects", "electronic-contracts", "measures", "open-data-items", "rpa-saved-hours")
            ),
            "plans/chiba-ict/2021.html",
            *(f"plans/chiba-ict/indicators/{name}.html" for name in INDICATORS.split()),
            "data/chiba-dx/2025.json",
            "data/chiba-ict/2021.json",
            *(f"data/{name}.csv" for name in ("values", "results", "counts", "indicators", "codes", "columns")),
            "data/datapackage.json",
        )
    )
    parts = {"overview", "s-hakyu", "s-kobetsu", "s-dodai", "i-rpa-hours", "method", "data"}
    assert parts <= set(read("plans/chiba-ict/2021.html").values("id"))
    assert {"values", "y2021"} <= set(read("plans/chiba-ict/indicators/rpa-hours.html").values("id"))
    assert "published-chiba-ict-2022-03-14-1" in read("changes.html").values("id")


@pytest.mark.parametrize("unpublished", [False, True])
def test_every_link_leads_somewhere_and_nothing_acts(unpublished: bool) -> None:
    found = files(unpublished=unpublished)
    each = {name: Reader(own) for name, own in pages(found).items()}
    for name, page in each.items():
        refuse_what_acts(page)
        for href in page.values("href"):
            assert not href.startswith(("http", "/", "//")), href
            file, _, part = href.partition("#")
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert goal in found, (name, href)
            assert not part or part in each[goal].values("id"), (name, href)


def test_no_page_stands_alone() -> None:
    each = pages(files())
    led = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), href.partition("#")[0]))
        for name, own in each.items()
        for href in Reader(own).values("href")
        if not href.startswith("#")
    }
    files_of_data = {name for name in files() if name.startswith("data/")}
    assert led == each.keys() | files_of_data


def test_every_page_says_whose_it_is_and_that_its_terms_of_use_are_to_be_asked_for() -> None:
    for name in pages(files()):
        in_english = ["千葉県", "Terms of use: ask the publisher", "Revision of the data: files at work"]
        in_japanese = ["公表: 千葉県", "データの利用条件は、公表者に確かめる", "データの版: 作業中のファイル"]
        assert text(name).splitlines()[-4:-1] == (in_english if name.startswith("en/") else in_japanese)


def test_the_year_page_has_the_figures_of_the_json_beside_it() -> None:
    page = files()["plans/chiba-ict/2021.html"].decode()
    found = re.findall(r'<table class="folds.*?</table>', page, re.DOTALL)
    tables = json.loads(files()["data/chiba-ict/2021.json"])["reports"][0]["tables"]
    assert len(found) == len(tables) == 3
    for shown, table in zip(found, tables, strict=True):
        rows = [re.findall("<td[^>]*>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", shown, re.DOTALL)]
        bare = [[re.sub("<abbr.*</abbr>", "", cell) for cell in row] for row in rows if row]
        counts = [["-" if own["count"] is None else str(own["count"]) for own in row["cells"]] for row in table["rows"]]
        assert bare == [*counts, [own["share"]["printed"] for own in table["percentages"]]]


def test_what_is_not_published_is_told_nowhere() -> None:
    early = pages(files(unpublished=True))
    assert "【公表前】" in early["plans/chiba-ict/2020.html"]
    assert '<meta name="robots" content="noindex">' in early["plans/chiba-ict/2020.html"]
    assert "【公表前】令和2年度" in early["plans/chiba-ict/2021.html"]
    for name, own in pages(files()).items():
        assert "公表前" not in own, name
        assert "令和2年度の結果" not in own, name
    assert "R2年度" not in text("plans/chiba-ict/indicators/medical-navi-access.html")


def edited(folder: Path, changes: dict[str, Callable[[str], str]]) -> dict[str, bytes]:
    shutil.copytree(DATA, folder / "data")
    for name, change in changes.items():
        path = folder / "data" / name
        before = path.read_text("utf-8")
        path.write_text(change(before), "utf-8")
        assert path.read_text("utf-8") != before
    return site_files(site(read_folder(str(folder / "data")), SiteRequest()))


HOURS = "indicators/chiba-ict/hakyu/rpa-hours.yaml"
LATER = """actuals:
  R1:
    value: 1234
    status: 実績
    known: 2021-05-01
  R4:
    value: 98765
    status: 実績
    known: 2023-05-01
"""


def test_values_of_years_that_are_not_published_are_left_out(tmp_path: Path) -> None:
    found = edited(tmp_path, {HOURS: lambda own: own.replace("actuals:\n", LATER)})
    page = text("plans/chiba-ict/indicators/rpa-hours.html", found)
    assert "5,445時間" in page
    for name, own in found.items():
        assert not re.search(rb"1,?234|98,?765", own), name


def test_an_indicator_without_a_target_has_no_row_for_one() -> None:
    assert "目標値なし" not in text("plans/chiba-dx/indicators/open-data-items.html")
    assert "増加を目指す" in text("plans/chiba-ict/indicators/programming-lecturers.html")


def test_a_sum_of_years_begins_with_nothing(tmp_path: Path) -> None:
    """足していく累計の基準値は0であり、資料に記載がないのではない."""
    found = edited(tmp_path, {HOURS: lambda own: re.sub(
        r"baseline:\n  value: 0\n", "counting: summed\n", re.sub(r"assumed:\n  baseline: .*\n", "", own)
    )})  # fmt: skip
    assert "基準値: 0（累計の始まり）" in text("plans/chiba-ict/indicators/rpa-hours.html", found)


def test_a_value_of_an_earlier_year_stays_where_a_published_result_uses_it() -> None:
    page = text("plans/chiba-ict/indicators/technical-school-employment.html")
    assert "R2年度" in page
    assert "100%" in page


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    paths = sorted(path.relative_to(DATA).as_posix() for path in DATA.glob("indicators/chiba-ict/hakyu/*.yaml"))
    named = dict(zip(paths, ATTACKS, strict=False))
    every = line(" ".join(ATTACKS))
    assert len(named) == len(ATTACKS)
    assert every.endswith(ATTACKS[-1])

    def naming(words: str) -> Callable[[str], str]:
        return lambda own: re.sub("(?m)^name: .*", lambda _: f"name: {json.dumps(words, ensure_ascii=False)}", own)

    attacks = {path: naming(line(words)) for path, words in named.items()}
    found = edited(tmp_path, {**attacks, "targets/chiba-ict.yaml": naming(every)})
    for own in pages(found).values():
        refuse_what_acts(Reader(own))
    for path, words in named.items():
        assert line(words) in text(f"plans/chiba-ict/indicators/{Path(path).stem}.html", found)
    assert every in text("index.html", found)


def test_a_document_with_an_address_is_a_link_and_there_is_no_other_way_out(tmp_path: Path) -> None:
    url = "https://www.example.lg.jp/dx/r3.pdf?a=1&b=2"
    found = edited(
        tmp_path,
        {"targets/chiba-ict.yaml": lambda own: re.sub("(?m)^( +)publisher: .*", rf"\g<0>\n\1url: {url}", own, count=1)},
    )
    page = Reader(found["plans/chiba-ict/indicators/rpa-hours.html"].decode())
    out = [own for _, own in page.elements if own.get("href", "").startswith("http")]
    assert out == [{"href": url, "rel": "noopener noreferrer external"}]
    assert f'"url": "{url}"' in found["data/chiba-ict/2021.json"].decode()


def test_the_data_block_is_data_whatever_the_names(tmp_path: Path) -> None:
    words = "</script><script>alert(1)</script>"
    found = edited(
        tmp_path,
        {f"targets/{p}.yaml": lambda own: re.sub("government: .*", f'government: "{words}"', own)
         for p in ("chiba-ict", "chiba-dx")},
    )  # fmt: skip
    page = found["data.html"].decode()
    (block,) = re.findall('<script type="application/ld[+]json">(.*?)</script>', page)
    assert json.loads(block)["creator"]["name"] == words


def test_a_page_names_no_command_and_no_file_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "data/targets/chiba-ict.yaml"
    written = own.read_text()
    named = re.sub(r"method:\n(?:  .*\n)+", "method:\n  preset: chiba-ict\n", written)
    own.write_text(re.sub(r"ratings:\n(?:  .*\n)+", "", named))
    assert run("publish", "--year", "R2", "--plan", "chiba-ict", "--carried", "集計中のため").code == 0
    found = site_files(site(read_folder("data"), SiteRequest()))
    page = text("plans/chiba-ict/2020.html", found)
    assert ("公表: 20" in page, "に公表した" in page) == (True, False)
    assert "（理由: 集計中のため）" in page
    assert "達成率 = (実績値 - 基準値) ÷ (目標値 - 基準値)" in page
    school = tmp_path / "data/indicators/chiba-ict/hakyu/technical-school-employment.yaml"
    school.write_text(school.read_text().replace("value: 100\n", "value: 99\n"))
    correction = (
        "corrections:\n  - date: 2022-06-01\n    year: R2\n    indicator: technical-school-employment\n"
        "    from: {actual: {value: 100}}\n    to: {actual: {value: 99}}\n    why: 数え誤り\n"
    )
    own.write_text(f"{own.read_text()}{correction}")
    found = site_files(site(read_folder("data"), SiteRequest()))
    said = "2022年6月1日の正誤: 実績値 値 100 → 99\n理由: 数え誤り"
    assert said in text("plans/chiba-ict/indicators/technical-school-employment.html", found)
    for name in pages(found):
        assert not re.search(r"dxkpi [a-z]|chiba-ict\b|\.yaml", text(name, found)), name


def test_the_same_files_come_out_every_time() -> None:
    assert site_files(site(read_folder(str(DATA)), SiteRequest())) == files()


def test_the_command_writes_the_folder_and_says_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA, "data")
    first = run("site", "out")
    assert (first.code, first.out) == (0, "")
    assert re.fullmatch(
        r"「out」に\d+個のファイル（\d+KB）を書いた。2計画、2年度。"
        f"{ICT}のR2年度は公表前なので載せていない（--unpublished で載せる）\n",
        first.err,
    )
    written = {p.relative_to("out").as_posix(): p.read_bytes() for p in Path("out").rglob("*") if p.is_file()}
    assert {name: own for name, own in written.items() if name != ".dxkpi-site"} == files()
    one = run("site", "out", "--plan", "chiba-dx")
    assert (one.code, Path("out/plans/chiba-ict").exists()) == (0, False)
    Path("out/CNAME").write_text("example.jp", "utf-8")
    refused = run("site", "out")
    assert (refused.code, refused.err) == (
        3,
        "dxkpi: 「out」に、dxkpi site が作ったのではないもの（CNAME）がある。何も書かなかった。"
        "別の場所を示すか、それを移してからもう一度実行する\n",
    )
    nowhere = run("site", "")
    assert (nowhere.code, nowhere.err) == (
        2,
        "dxkpi: OUT が空か、フォルダの名前にならない。例 dxkpi site _site\n",
    )


@pytest.mark.parametrize("out", ["data", "data/site", ".", "data/../data/indicators"])
def test_the_data_and_what_is_made_of_them_are_kept_apart(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    refused = run("site", out)
    assert (refused.code, refused.out, refused.err) == (
        2,
        "",
        f"dxkpi: OUT「{out}」とデータのフォルダ「data」の、一方がもう一方の中にある。"
        "データのフォルダの外の場所を示す。例 dxkpi site _site\n",
    )


def test_a_site_that_would_show_no_year_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("init")
    nothing = run("site", "out")
    assert (nothing.code, nothing.err, Path("out").exists()) == (
        2,
        "dxkpi: 載せる年度が一つもない（公表した年度がない）。"
        "dxkpi publish で公表するか、--unpublished で公表前の年度を載せる\n",
        False,
    )
    assert run("site", "out", "--unpublished").code == 0


def test_errors_that_touch_figures_leave_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA, "data")
    path = Path("data") / HOURS
    edit(path, "value: 5445", "value: 五千")
    ending = run("site", "out")
    assert (ending.code, Path("out").exists()) == (1, False)
    assert "データの誤りが数字に関わるため、結果は出さない" in ending.err
