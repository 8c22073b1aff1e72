"""Text to located records: the only layer that knows files, YAML, lines and columns.

Whatever a file contains, the result is a value: a record, or findings with their place and advice.
"""
