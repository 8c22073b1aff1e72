"""`python -m dxkpi` and the `dxkpi` command."""

import gc

# What is imported and what is declared stays to the end of a run: to look through all of it for garbage again and again
# costs a small run a tenth of its time, and a large one more.
_OBJECTS_BEFORE_LOOKING = 1_000_000


def main() -> int:
    """Run the program; an interrupt is handled from the first import on."""
    gc.set_threshold(_OBJECTS_BEFORE_LOOKING)
    try:
        from dxkpi.cli.main import main as run  # noqa: PLC0415 - inside, so that Ctrl-C while loading is caught
    except KeyboardInterrupt:
        return 130
    code = run()
    gc.freeze()  # or the interpreter would take every module and class apart before it ends, for a third of a small run
    return code


if __name__ == "__main__":
    raise SystemExit(main())
