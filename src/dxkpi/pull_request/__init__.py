"""The effect of a pull request on the result, on GitHub: in the summary of a job, and as one comment.

A workflow starts it with `python -I -m dxkpi.pull_request`; no other part of the package uses a network. No file of the
pull request is checked out or run: its data are read from git's objects alone.
"""
