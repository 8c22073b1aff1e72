"""Version 1 of the JSON output: what programs read.

Records of its own, so that nothing in core changes what others have come to rely on. A change that readers of
version 1 could notice makes a version 2 beside it.
"""
