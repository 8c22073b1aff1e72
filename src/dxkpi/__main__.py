"""`python -m dxkpi` and the `dxkpi` command."""

from dxkpi.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    raise SystemExit(main())
