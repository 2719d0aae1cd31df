"""Spin Reports: one report per story on how its text frames its subject."""

__version__ = "0.1.0"
