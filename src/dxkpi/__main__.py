"""`python -m dxkpi` and the `dxkpi` command."""


def main() -> int:
    """Runs the program; an interrupt counts from the first import on."""
    try:
        from dxkpi.cli.main import main as run  # noqa: PLC0415 - inside, so that Ctrl-C while loading is caught
    except KeyboardInterrupt:
        return 130
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
