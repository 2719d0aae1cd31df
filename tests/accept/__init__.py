"""Acceptance by hand: what takes long, or swings with the load of the machine."""
