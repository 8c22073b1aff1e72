"""`dxkpi site`."""

from typing import TYPE_CHECKING, Annotated

import typer

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli import usage
from dxkpi.cli.output import say, say_outcome
from dxkpi.cli.run import load, sound
from dxkpi.cli.writing import put_folder
from dxkpi.core.basis.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxkpi.core.outcomes.site import SiteOutcome


def site(
    folder: Annotated[
        str,
        typer.Argument(metavar="OUT", show_default=False, help="書くフォルダ。前に書いたものは、丸ごと置き換える"),
    ],
    plan: usage.Plan = None,
    unpublished: Annotated[
        bool, typer.Option("--unpublished", help="公表していない年度も載せる（ページに【公表前】と示す）")
    ] = False,
    rev: usage.Revision = None,
    data: usage.DataFolder = "data",
) -> None:
    """住民が見るサイトを、フォルダに書く。

    計画の一覧、年度ごとの達成状況、指標ごとのページ、変更の記録、読み方と、同じ数字のデータ。
    公表した年度だけを、公表したときの数字で載せる。どこにでも置ける、ただのファイルで、通信もスクリプトもない。
    すべてを書けたときだけ OUT を置き換える。OUT に dxkpi site が作ったのではないものがあれば、何も書かない。

    例:
      dxkpi site _site
      dxkpi site _site --rev main
      dxkpi site 確認用 --unpublished
    """
    from pathlib import Path

    from dxkpi.app.site import SiteRequest
    from dxkpi.app.site import site as build
    from dxkpi.app.validate import validate
    from dxkpi.render.site import site_files
    from dxkpi.source.listing import SITE

    if not folder or "\0" in folder:
        raise UsageProblem("OUT が空か、フォルダの名前にならない。例 dxkpi site _site")
    out, source = Path(folder).resolve(), Path(data).resolve()
    if out.is_relative_to(source) or source.is_relative_to(out):
        raise UsageProblem(
            f"OUT「{clip(folder)}」とデータのフォルダ「{clip(data)}」の、一方がもう一方の中にある。"
            "データのフォルダの外の場所を示す。例 dxkpi site _site"
        )
    found = sound(load(data, rev), plan)
    if found.misread(SITE):
        say_outcome(validate(found))
        say("site.yaml に誤りがあるため、何も書かなかった。上の指摘を直してから、もう一度実行する")
        raise typer.Exit(ExitCode.FINDINGS)
    outcome = build(found, SiteRequest(plan, unpublished))
    files = site_files(outcome)
    put_folder(Path(folder), files)
    size = sum(map(len, files.values()))
    written = f"「{clip(folder)}」に{len(files)}個のファイル（{-(-size // 1024):,}KB）を書いた"
    say("。".join((written, *_summary(outcome))))


def _summary(outcome: "SiteOutcome") -> "Iterator[str]":
    shown = [own for own in outcome.plans if own.years]
    yield f"{len(shown)}計画、{sum(len(own.years) for own in shown)}年度"
    for own in outcome.plans:
        if own.left_out:
            years = "、".join(year.label for year in own.left_out)
            yield f"{own.plan.plan.name}の{years}は公表前なので載せていない（--unpublished で載せる）"
        elif not own.years:
            yield f"{own.plan.plan.name}は、実績値がまだないので載せていない"
    undated = len(outcome.news) - len(outcome.fed)
    if undated and outcome.declared.url:
        yield (
            f"日の分からない変更が{undated}件あり、変更の記録にだけ載せた"
            "（出典の文書の date か、定義の変更の known を書くと、配信 feed.xml にも載る）"
        )
