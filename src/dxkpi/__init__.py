"""Progress of digital-strategy KPIs, reported exactly from data that anyone can check."""

__version__ = "0.1.0"
