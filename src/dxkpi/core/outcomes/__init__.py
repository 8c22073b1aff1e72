"""Outcomes of the use cases, one module for each command, so that a command imports no other."""
