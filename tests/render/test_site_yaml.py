"""`site.yaml`: what the public site says of itself, its feed, and that nothing written there is dropped."""

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from dxkpi.app.data import read_folder, read_revision
from dxkpi.app.site import SiteRequest, site
from dxkpi.core.site import check_digit
from dxkpi.render.site import site_files
from tests.render.reader import Reader
from tests.run import DATA, ROOT, run

WHOLE = (ROOT / "tests/every_key/data/site.yaml").read_text("utf-8")
BASE = "https://www.pref.example.lg.jp/dx/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped data with every key of `site.yaml`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA, "data")
    Path("data/site.yaml").write_text(WHOLE, "utf-8")
    return Path("data")


def written(folder: Path) -> dict[str, bytes]:
    return site_files(site(read_folder(str(folder)), SiteRequest()))


def lines(found: dict[str, bytes], name: str = "index.html") -> list[str]:
    return Reader(found[name].decode()).texts


def test_every_page_says_who_answers_and_how_the_data_may_be_used(folder: Path) -> None:
    found = written(folder)
    for name in found:
        if name.endswith(".html") and not name.startswith("en/"):
            read = Reader(found[name].decode())
            assert read.texts[-5:-1] == [
                "公表: 例県",
                "問い合わせ: デジタル戦略課",
                "利用条件: 公共データ利用規約（第1.0版） PDL1.0",
                "データの版: 作業中のファイル",
            ]
            assert "https://www.pref.example.lg.jp/dx/toiawase.html" in read.values("href")
            assert "例県の取組状況" in read.texts
    assert (
        f"出典：「例県の取組状況」（例県）（{BASE}）、"
        "PDL1.0（https://www.digital.go.jp/resources/open_data/public_data_license_v1.0）"
    ) in lines(found, "data.html")


def test_the_data_say_where_they_stand_and_whose_region_they_are_about(folder: Path) -> None:
    found = written(folder)
    package = json.loads(found["data/datapackage.json"])
    assert package["title"] == "例県の取組状況"
    assert package["licenses"] == [
        {
            "name": "PDL-1.0",
            "path": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
            "title": "公共データ利用規約（第1.0版） PDL1.0",
        }
    ]
    assert package["homepage"] == BASE
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO(found[f"data/{resource['path']}"].decode("utf-8-sig"), newline="")))
        assert [field["name"] for field in resource["schema"]["fields"]] == list(rows[0])
        told = {(row.get("region_code"), row.get("region_name")) for row in rows}
        about_plans = resource["name"] not in {"codes", "columns"}
        assert told == ({("120006", "千葉県")} if about_plans else {(None, None)})
    (block,) = re.findall('<script type="application/ld[+]json">(.*?)</script>', found["data.html"].decode())
    linked = json.loads(block)
    assert linked["license"] == package["licenses"][0]["path"]
    assert linked["spatialCoverage"] == {"@type": "Place", "name": "千葉県", "identifier": "120006"}
    assert [own["contentUrl"] for own in linked["distribution"]] == [
        BASE + name for name in found if re.match(r"data/[a-z]+[.]", name)
    ]


def test_the_feed_is_the_page_of_changes_and_says_the_same_every_time(folder: Path) -> None:
    found = written(folder)
    assert found == written(folder)
    feed = ET.fromstring(found["feed.xml"])
    assert feed.findtext("a:id", namespaces=ATOM) == f"{BASE}feed.xml"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2022-03-14T00:00:00+09:00"
    entries = [
        (own.findtext("a:id", namespaces=ATOM), own.findtext("a:title", namespaces=ATOM))
        for own in feed.findall("a:entry", ATOM)
    ]
    assert entries == [
        (
            f"{BASE}changes.html#published-chiba-ict-2022-03-14-1",
            "千葉県ICT利活用戦略 令和3年度の達成状況を公表した",
        )
    ]
    for name, href in (("index.html", "feed.xml"), ("plans/chiba-ict/2021.html", "../../feed.xml")):
        links = [own for tag, own in Reader(found[name].decode()).elements if tag == "link" and "type" in own]
        assert links == [{"rel": "alternate", "type": "application/atom+xml", "title": "変更の記録", "href": href}]
    assert "新しい変更の配信（Atom）" in lines(found, "changes.html")


def test_news_without_a_day_is_on_the_page_and_not_in_the_feed(folder: Path) -> None:
    hours = folder / "indicators/chiba-ict/hakyu/rpa-hours.yaml"
    later = "better: higher\nbreaks:\n  - from: R9\n    reason: 範囲を広げる\n"
    hours.write_text(hours.read_text("utf-8") + later, "utf-8")
    said = "日の分からない変更が{}件あり、変更の記録にだけ載せた"
    assert said.format(1) in run("site", "site").err
    found = written(folder)
    feed = ET.fromstring(found["feed.xml"])
    days = [own.text for own in feed.iter(f"{{{ATOM['a']}}}updated")]
    assert days == ["2022-03-14T00:00:00+09:00", "2022-03-14T00:00:00+09:00"]
    told = lines(found, "changes.html")
    assert next(n for n, line in enumerate(told) if "定義の変更: RPA導入により削減した作業時間" in line) > next(
        n for n, line in enumerate(told) if "達成状況を公表した" in line
    )
    for name in ("targets/chiba-ict.yaml", "published/chiba-ict/R3.yaml"):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(re.sub("(?m)^ *date: 2022-03-14\n", "", text), "utf-8")
    assert "feed.xml" not in written(folder)
    assert "新しい変更の配信（Atom）" not in lines(written(folder), "changes.html")
    assert said.format(2) in run("site", "site").err


def test_what_is_known_to_a_month_is_news_of_its_last_day(folder: Path) -> None:
    revised = (
        "revisions:\n  - {date: 2022-03, indicator: rpa-hours, from: {value: 6000}, to: {value: 5500}, reason: 例, "
        "decision: 会議}\n"
    )
    plan = folder / "targets/chiba-ict.yaml"
    plan.write_text(plan.read_text("utf-8").replace("revisions: []\n", revised), "utf-8")
    feed = ET.fromstring(written(folder)["feed.xml"])
    days = [own.text for own in feed.iter(f"{{{ATOM['a']}}}updated")]
    assert days == ["2022-03-31T00:00:00+09:00", "2022-03-31T00:00:00+09:00", "2022-03-14T00:00:00+09:00"]


def test_diff_tells_every_key_of_it_that_changed(folder: Path) -> None:
    shutil.copytree("data", "old")
    text = WHOLE.replace("例県の取組状況", "例県の取組").replace("デジタル戦略課", "DX課")
    (folder / "site.yaml").write_text(re.sub("(?m)^url: .*\n", "", text), "utf-8")
    told = run("diff", "./old/", "./data/").out
    assert (
        told.partition("もう一度見るところ\n------------------\n\n")[2]
        == """\
・サイト 記載の変更 題: 例県の取組状況 → 例県の取組
    KPI874 題名の日本語が変わり、英語（en）はそのままである
    data/site.yaml:1

番号の説明と直し方は「dxkpi rule 番号」で見る。

値や定義の変更（数字は動かない）
--------------------------------

・サイト 記載の変更 題: 例県の取組状況 → 例県の取組
    data/site.yaml:1

数字に関わらない変更
--------------------

・サイト 記載の変更 サイトのアドレス（削除）: https://www.pref.example.lg.jp/dx
    old/site.yaml:7
・サイト 記載の変更 問い合わせ先: 名 デジタル戦略課 → DX課
    data/site.yaml:8
"""
    )
    Path("data/site.yaml").write_text("title: [", "utf-8")
    assert "比べなかったファイル: data/site.yaml" in run("diff", "./old/", "./data/").out


def test_hostile_words_are_words_in_a_feed_too(folder: Path) -> None:
    words = "]]></title><script>alert(1)</script>&amp;"
    plan = folder / "targets/chiba-ict.yaml"
    plan.write_text(re.sub("(?m)^name: .*", f'name: "{words}"', plan.read_text("utf-8")), "utf-8")
    feed = ET.fromstring(written(folder)["feed.xml"])
    assert feed.findtext("a:entry/a:title", namespaces=ATOM) == f"{words} 令和3年度の達成状況を公表した"


def test_without_an_address_there_is_no_feed(folder: Path) -> None:
    (folder / "site.yaml").write_text("title: 題\n", "utf-8")
    found = written(folder)
    assert "feed.xml" not in found
    assert "データの利用条件は、公表者に確かめる" in lines(found)


def git(*words: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.jp", *words],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@pytest.fixture
def commit(folder: Path) -> str:
    git("init", "-q")
    git("add", str(folder))
    git("commit", "-qm", "data")
    return git("rev-parse", "HEAD")


def test_of_a_revision_each_indicator_leads_to_its_file(folder: Path, commit: str) -> None:
    page = site_files(site(read_revision(str(folder), "HEAD"), SiteRequest()))[
        "plans/chiba-ict/indicators/rpa-hours.html"
    ]
    (address,) = (own for own in Reader(page.decode()).values("href") if own.startswith("https://git."))
    path, _, line = address.removeprefix(f"https://git.example.jp/dx/kpi/blob/{commit}/").partition("#L")
    assert path == "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
    assert Path(path).read_text("utf-8").splitlines()[int(line) - 1].startswith("actuals:")


def keys(record: dict[str, object], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return [
        one
        for key, own in record.items()
        for one in (keys(own, (*path, key)) if isinstance(own, dict) else [(*path, key)])
    ]


def test_nothing_written_there_is_dropped(folder: Path, commit: str) -> None:
    committed = read_revision(str(folder), commit)

    def shown(record: dict[str, Any]) -> dict[str, bytes]:
        (folder / "site.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
        return site_files(site(replace(committed, loaded=read_folder(str(folder)).loaded), SiteRequest("chiba-dx")))

    before = shown(yaml.safe_load(WHOLE))
    for path in keys(yaml.safe_load(WHOLE)):
        record = yaml.safe_load(WHOLE)
        holder = record
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]
        if path == ("contact", "name"):
            holder["name"] = "ほかの課"
        assert shown(record) != before, path


REFUSED = [
    ("license: PDL", "KPI210", "「PDL-1.0」と書く"),
    ('region_code: "120007"', "KPI218", "最後の1桁（検査数字）が合わない。12000 なら 6"),
    ('region_code: "1200"', "KPI218", "全国地方公共団体コード（半角の数字6桁）でない"),
    ("region_code: 120006", "KPI209", '引用符で囲む: "120006"'),
    ("url: javascript:alert(1)", "KPI217", "https:// か http:// で始まるアドレス"),
    ("url: //example.jp/", "KPI217", "https:// か http:// で始まるアドレス"),
    ('contact: {name: 課, url: "https://a@example.jp/"}', "KPI217", "利用者名やパスワードは入れない"),
    ("source_url: https://example.jp/blob/main", "KPI217", "ファイルの名が入る所に {path} と書く"),
    ('source_url: "javascript:{path}"', "KPI217", "https:// か http:// で始まるアドレス"),
    ("contact: {url: https://example.jp/}", "KPI202", "必要なキー「name」"),
    ("titel: 題", "KPI201", "「title」の書き間違いなら直す"),
]


@pytest.mark.parametrize(("text", "code", "told"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_a_slip_is_told_and_touches_nothing_but_the_site(text: str, code: str, told: str, folder: Path) -> None:
    (folder / "site.yaml").write_text(f"{text}\n", "utf-8")
    found = run("validate")
    assert found.code == 1
    assert "data/site.yaml:1:" in found.out
    assert f" {code} " in found.out
    assert told in found.out
    refused = run("site", "out")
    assert (refused.code, Path("out").exists()) == (1, False)
    assert "site.yaml に誤りがあるため、何も書かなかった" in refused.err
    assert run("report").code == 0


def test_the_check_digit_is_that_of_the_official_list() -> None:
    known = ("120006", "010006", "131016", "011002", "472018", "271004")
    assert [code for code in known if check_digit(code[:5]) != code[5]] == []


def test_init_lays_down_a_file_that_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "--site").code == 0
    text = Path("data/site.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=schemas/site.schema.json\n")
    uncommented = re.sub("(?m)^# (?=[a-z_]+:|  )", "", text.partition("\n")[2])
    Path("data/site.yaml").write_text(uncommented, "utf-8")
    assert set(yaml.safe_load(uncommented)) == set(yaml.safe_load(WHOLE))
    assert run("validate", "--strict").code == 0
