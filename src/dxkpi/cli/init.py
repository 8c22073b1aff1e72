"""`dxkpi init`."""

import os
import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.cli import usage
from dxkpi.cli.output import deliver
from dxkpi.cli.writing import put_new
from dxkpi.core.basis.text import clip, visible

_SITE = (
    "",
    "data/site.yaml に、サイトの題、データの利用条件、問い合わせ先などを書く（ファイルの中に説明がある）。",
    "サイトを出すには、GitHub のリポジトリの Settings > Pages の Source を「GitHub Actions」にする（docs/site.md）。",
    "手元で見るには dxkpi site _site と打ち、_site/index.html を開く。",
)
_RECORDS = ("targets", "indicators")


def init(
    folder: Annotated[
        str,
        typer.Argument(metavar="DIR", show_default=False, help="作る場所。なければ作る。省くと今のフォルダ"),
    ] = ".",
    example: Annotated[
        str | None,
        usage.option("--example", "NAME", "見本の代わりに、計画の例を置く（実際の chiba-ict、架空の rates-only など）"),
    ] = None,
    site: Annotated[
        bool, typer.Option("--site", help="住民が見るサイトを GitHub Pages に出すワークフローも置く")
    ] = False,
) -> None:
    """指標のデータのフォルダを、すぐに使える形で作る。

    説明つきの計画と指標の見本、担当課のための手引、プルリクエストの点検、
    コミット前の点検とエディタの設定を置く。すでにあるファイルには触れない。
    同じ名前で内容の違うものが一つでもあれば、何も書かない。
    自分のデータのあるフォルダで --site を付けると、サイトに要るもののうち、
    まだないものだけを加える。

    例:
      dxkpi init my-kpi
      dxkpi init chiba --example chiba-ict
      dxkpi init my-kpi --site
    """
    from dxkpi.app.scaffold import scaffold

    files = scaffold(example, site=site)
    root = _place(folder)
    lines: Iterable[str]
    if site and example is None and _has_own_data(root, files):
        lines = _add_site(root, files)
    else:
        _refuse_data(root, files)
        lines = _report(root, files, put_new(root, files), sample=example is None)
    lines = (*lines, *(_SITE if site else ()))
    deliver("".join(f"{line}\n" for line in lines).encode())


def _place(folder: str) -> Path:
    """Return the folder for the files.

    Raises:
        UsageProblem: for a name that no folder can have.
        CannotRun: when it is not a folder.
    """
    if not folder or "\0" in folder:
        raise UsageProblem("DIR が空か、フォルダの名前にならない。例 dxkpi init my-kpi")
    root = Path(folder)
    if root.is_symlink() and not root.exists():
        raise CannotRun(f"「{clip(folder)}」は、リンク先のないリンクである。別の場所を示す")
    if root.exists() and not root.is_dir():
        raise CannotRun(f"「{clip(folder)}」はフォルダではない。別の場所を示す")
    return root


def _refuse_data(root: Path, files: Mapping[str, str]) -> None:
    """Refuse a folder that contains other data, unless `put_new` will name the files in the way.

    Raises:
        CannotRun: in that case.
    """
    from dxkpi.source.writing import occupied

    here = [name for name in _RECORDS if os.path.lexists(root / name)]
    below = [name for name in _RECORDS if _holds_others(root, f"data/{name}", files)]
    if not (here or below) or occupied(root, {name: text.encode() for name, text in files.items()}):
        return
    place, advice = (root, "その一つ上か、別の場所を示す") if here else (root / "data", "別の場所を示す")
    found = "、".join(here or below)
    raise CannotRun(f"「{clip(str(place))}」はすでにデータのフォルダである（{found} がある）。{advice}")


def _has_own_data(root: Path, files: Mapping[str, str]) -> bool:
    """Say whether there is a plan below `root`, and any record that `files` do not contain as it is."""
    from dxkpi.source.writing import occupied

    folders = tuple(f"data/{name}/" for name in _RECORDS)
    records = {name: text.encode() for name, text in files.items() if name.startswith(folders)}
    others = any(_holds_others(root, folder, files) for folder in folders)
    return any((root / "data/targets").glob("*.yaml")) and (others or bool(occupied(root, records)))


def _add_site(root: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Write those of `files` that are for the site and are missing beside own data; yield what to say of it."""
    from dxkpi.app.scaffold import FOR_SITE

    written = put_new(root, {name: files[name] for name in FOR_SITE if not os.path.lexists(root / name)})
    place = clip(str(root))
    yield f"「{place}」に{len(written)}個のファイルを書いた。" if written else f"「{place}」に書くものはない。"
    yield from (f"  {name}" for name in written)
    there = [name for name in FOR_SITE if name not in written]
    if there:
        yield f"すでにあるものには触れていない: {'、'.join(there)}"


def _holds_others(root: Path, folder: str, files: Mapping[str, str]) -> bool:
    """Say whether `folder` in `root` contains any file whose name is not among `files`."""
    found = (path for path in (root / folder).rglob("*") if path.is_symlink() or not path.is_dir())
    return any(path.relative_to(root).as_posix() not in files for path in found)


def _report(root: Path, files: Mapping[str, str], written: Collection[str], *, sample: bool) -> Iterator[str]:
    there = len(files) - len(written)
    if written:
        others = f"（ほかの{there}個は、もう同じ内容である）" if there else ""
        yield f"「{clip(str(root))}」に{len(written)}個のファイルを書いた{others}。"
    else:
        yield f"「{clip(str(root))}」には、同じ内容の{there}個のファイルがもうある。何も書かなかった。"
    yield from (f"  {name}" for name in written if "/indicators/" not in name or sample)
    indicators = sum("/indicators/" in name for name in written)
    if not sample and indicators:
        yield f"  data/indicators/ の下の{indicators}個の指標"
    yield ""
    yield "次にすること:"
    steps = (_first_sample if sample else _first_example)()
    go = [f"cd {_for_shell(root)}"] if root != Path() else []
    if not any(os.path.lexists(place / ".git") for place in (root.resolve(), *root.resolve().parents)):
        go.append("git init で変更の記録を始める（dxkpi diff と --rev、プルリクエストの点検に要る。後からでもよい）")
    yield from (f"  {number}. {step}" for number, step in enumerate((*go, *steps), 1))


def _for_shell(root: Path) -> str:
    name = str(root)
    return visible(shlex.quote(f"./{name}" if name.startswith("-") else name))


def _first_sample() -> Iterator[str]:
    yield "dxkpi validate でデータを確かめ、dxkpi report で見本の報告を見る"
    yield "data/targets/example-city.yaml を自分の計画に書き換える（ファイルの中に説明がある）"
    yield "dxkpi new indicator で指標を加え、見本の指標のファイルを消す"
    yield "data/README.md の〔 〕に問い合わせ先を書き、担当課に知らせる"
    yield "GitHub を使うなら .github/dxkpi/requirements.txt を、その中にある命令で作る"


def _first_example() -> Iterator[str]:
    yield "dxkpi validate でデータを確かめ、dxkpi report で報告を見る"
    yield "dxkpi list で指標を選び、dxkpi explain ID で数字の根拠を見る"
    yield "data/README.md を読み、指標のファイルの値を変えて、報告がどう変わるかを見る"
