"""Outcomes to text or bytes. Nothing here reads, writes, prints, exits or decides."""
