"""Changes of the data in the reader's terms, and their impact on the published figures."""
