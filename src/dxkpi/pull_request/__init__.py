"""What a pull request does to the result, told on GitHub: in the summary of a job, and as one comment on it.

A workflow starts it with `python -I -m dxkpi.pull_request`; nothing else of the package speaks to a network.
No file of the pull request is checked out and nothing of it is run: its data are read from git's objects alone.
"""
