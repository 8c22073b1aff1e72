"""What a change of the data is, in the reader's terms, and what it does to the published figures."""
