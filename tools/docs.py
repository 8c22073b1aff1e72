"""Writes the documentation that is made from the program itself, or says where it has grown old (`--check`)."""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from dxkpi.app.problems import ExitCode
from dxkpi.app.waiving import catalog
from dxkpi.cli.main import main, program
from dxkpi.core.keys import Sharing, of_indicator
from dxkpi.render.gfm import inline, markdown
from dxkpi.render.schema import SCHEMAS, schema
from dxkpi.render.views.rule import row, rule_blocks

ROOT = Path(__file__).parents[1]
_MARK = "<!-- 生成: make docs -->"
COMMANDS = (
    "",
    *(str(command.name) for command in program().registered_commands),
    "new",
    "new plan",
    "new indicator",
    "new shared",
)

SHIPPED = "chiba-ict"
"""The plan of data/ that the package ships for `dxkpi init --example`, beside those of examples/."""


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    yield ROOT / "docs/cli.md", "\n".join(_cli())
    yield ROOT / "docs/rules.md", "\n".join(_rules())
    yield ROOT / "docs/plan.md", "\n".join(_plan())
    yield ROOT / "docs/fields.md", "\n".join(_fields())
    for name in SCHEMAS:
        yield ROOT / f"docs/schemas/{name}.schema.json", schema(name)
    yield ROOT / f"src/dxkpi/examples/{SHIPPED}.json", _bundle(ROOT / "data", SHIPPED)
    for folder in sorted((ROOT / "examples").iterdir()):
        yield ROOT / f"src/dxkpi/examples/{folder.name}.json", _bundle(folder, "*")
    yield ROOT / "docs/report.svg", _picture()
    guide = ROOT / "src/dxkpi/templates/init/data/README.md"
    yield guide, _with_shared_keys(guide.read_text("utf-8"))
    for readme in ("README.md", "README.en.md"):
        yield ROOT / readme, _with_overview((ROOT / readme).read_text("utf-8"))


def _cli() -> Iterator[str]:
    yield f"# コマンド\n\n{_MARK}\n"
    for command in COMMANDS:
        yield f"## dxkpi {command}".rstrip() + f"\n\n```text\n{run(*command.split(), '--help', width='80')}```\n"
    yield "## 終了コード\n\n| コード | 意味 |\n| --- | --- |"
    for code in ExitCode:
        yield f"| {code.value} | {code.meaning} |"
    yield ""


def _plan() -> Iterator[str]:
    from tools.plan_page import page  # noqa: PLC0415 - whoever runs this file as a program has no `tools` before

    return page(_MARK)


def _fields() -> Iterator[str]:
    from tools.fields_page import page  # noqa: PLC0415 - whoever runs this file as a program has no `tools` before

    return page(_MARK)


def _rules() -> Iterator[str]:
    yield f"# 点検の規則\n\n{_MARK}\n\n`dxkpi validate` の指摘には、ここにある番号が付く。番号は使い回さない。"
    yield "（check-targets）や（diff）とあるものは、`dxkpi check-targets` や `dxkpi diff` が見る。"
    yield "手元では `dxkpi rules` が一覧を、`dxkpi rule KPI203` が一つの規則の説明を示す。\n"
    yield "| 番号 | 名前 | 重さ | 免除 | 何を見つけるか |\n| --- | --- | --- | --- | --- |"
    rules = catalog().values()
    for rule in rules:
        code, *others = map(inline, row(rule))
        yield f"| {' | '.join((f'[{code}](#{rule.code.lower()}-{rule.name})', *others))} |"
    for rule in rules:
        yield f"\n{markdown(tuple(rule_blocks(rule, level=2)))}".rstrip("\n")
    yield ""


def _bundle(root: Path, plan: str) -> str:
    """The plans of `root` with such an id, their indicators and published years: paths below it and texts, as JSON."""
    folders = (folder for kind in ("indicators", "published") for folder in root.glob(f"{kind}/{plan}"))
    paths = [*root.glob(f"targets/{plan}.yaml"), *(path for folder in folders for path in folder.rglob("*.yaml"))]
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
    return json.dumps(texts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


_SHARED = {
    Sharing.COMMON: "どの計画でも同じで、計画ごとには書けないもの",
    Sharing.INHERITED: "書かなければ上と同じになるもの",
    Sharing.OF_TARGET: "書かなければ上と同じになるが、"
    "その計画の `direction` を書いたときは同じにならず、要るものを書くもの",
    Sharing.APART: "計画ごとのもの（上と同じにはならない）",
}


def _with_shared_keys(guide: str) -> str:
    """`guide` with the keys of each kind of sharing, in the order of `KEYS`, up to the end of the sentence."""
    for sharing, title in _SHARED.items():
        keys = "、".join(f"`{key}`" for key in of_indicator(sharing) if key not in {"shared", "plan"})
        guide = re.sub(rf"(?m)^(- {re.escape(title)}: )[^。]*", rf"\g<1>{keys}", guide)
    return guide


_ENGLISH = {
    "達成率＼項目・指標": "rate ＼ section",
    "達成 100%": "achieved, 100 %",
    "未達成 60%以上100%未満": "not achieved, 60 % to under 100 %",
    "未達成 30%以上60%未満": "not achieved, 30 % to under 60 %",
    "未達成 30%未満": "not achieved, under 30 %",
    "その他 進捗管理の停止": "other: no longer followed",
    "1. 波及効果の高いプロジェクト（計12指標）": "projects with wide effects (12 indicators)",
    "2. 個別施策（計48指標）": "single measures (48 indicators)",
    "3. 推進を支える土台づくり（計8指標）": "the groundwork (8 indicators)",
    "（計68指標）": "share of all 68 indicators",
}


def _with_overview(readme: str) -> str:
    """`readme` with the overview of R3 as the program prints it now between its markers."""
    for mark, block in {"R3": f"```text\n{_overview()}\n```", "R3 en": _glossed()}.items():
        before, begin, rest = readme.partition(f"<!-- {mark} -->\n")
        _, end, after = rest.partition(f"<!-- /{mark} -->")
        readme = f"{before}{begin}{block}\n{end}{after}" if end else readme
    return readme


def _glossed() -> str:
    """Return the first table of the report of R3 with English beside its words; a KeyError names what has none."""
    printed = run("report", "--year", "R3", "--data", str(ROOT / "data"), "--format", "markdown")
    table = printed.partition("\n\n| ")[2].partition("\n\n")[0]
    head, align, *body = ([cell.strip() for cell in row.strip("| ").split("|")] for row in table.splitlines())
    glossed = [[f"{cell}<br>{_ENGLISH[cell]}" for cell in head], [re.sub("-+", "---", cell) for cell in align]]
    glossed += [[f"{first}<br>{_ENGLISH[first]}", *cells] for first, *cells in body]
    return "\n".join(f"| {' | '.join(row)} |" for row in glossed)


def _overview(*options: str, terminal: bool = False) -> str:
    """Print the report of R3 and return what stands before its tables by section."""
    words = ("report", "--year", "R3", "--data", str(ROOT / "data"), *options)
    return re.split(r"\n(?:\x1b\[1m)?（1）", run(*words, width="80", terminal=terminal))[0].rstrip("\n")


def _picture() -> str:
    from tools.picture import picture  # noqa: PLC0415 - whoever runs this file as a program has no `tools` before

    shown = _overview("--color", "always", terminal=True).partition("\n＊ ")[0]
    return picture(shown, "令和3年度の進捗報告の概要")


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def run(*words: str, width: str | None = None, terminal: bool = False) -> str:
    """Return what the program prints for a command line, into a file or on a terminal."""
    buffer = (_Terminal if terminal else io.TextIOWrapper)(io.BytesIO(), encoding="utf-8", newline="")
    if width:
        os.environ["COLUMNS"] = width
    with redirect_stdout(buffer):
        main([word for word in words if word])
    buffer.flush()
    raw = buffer.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


def check_or_write(*, check: bool) -> int:
    """Writes what has changed; with `check` only names it, and returns 1 if there is any."""
    old = [(path, text) for path, text in pages() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in old:
        name = path.relative_to(ROOT)
        print(f"古い: {name}（make docs で作り直す）" if check else f"書いた: {name}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return int(check and bool(old))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(check_or_write(check="--check" in sys.argv[1:]))
