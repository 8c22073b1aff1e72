"""The command line: argv in, exit code out. The only code that knows typer, prints or exits.

One file a command, with a few sentences: parse, call, render, exit.
"""
