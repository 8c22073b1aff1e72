"""Targets that deserve the board's attention. To add a kind: its reason, its check, and one line in `CHECKS`."""
