"""Tests; they mirror generator/."""
