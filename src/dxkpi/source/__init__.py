"""Text to located records: the only layer that knows files, YAML, lines and columns.

Whatever a file holds, the answer is a value: a record, or findings that say where and what to do.
"""
