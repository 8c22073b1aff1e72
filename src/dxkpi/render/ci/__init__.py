"""Formats that a CI system reads."""
