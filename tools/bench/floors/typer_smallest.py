"""The smallest program with typer: what no command line with it can be quicker than."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def main(version: bool = typer.Option(False, "--version")) -> None:  # noqa: FBT001
    """Prints its version."""
    if version:
        typer.echo("smallest 1")


app()
