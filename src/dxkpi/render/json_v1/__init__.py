"""Version 1 of the JSON output, for programs.

It has its own records, so that nothing in core changes what others rely on. A change that readers of version 1 could
notice makes a version 2 beside it.
"""
