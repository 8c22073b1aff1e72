"""Use cases: a request in, an outcome out. No terminal, no format."""
