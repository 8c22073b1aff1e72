"""The domain: declared records, derived results, and nothing of the world outside.

No file, no terminal, no clock, no float. Import-linter holds the line.
"""
