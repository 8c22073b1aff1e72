"""Views: each outcome as the blocks of a document. To add one: its function, and its name in `OUTCOMES`."""
