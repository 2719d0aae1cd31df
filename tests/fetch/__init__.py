"""Tests of the network door; they mirror generator/fetch/."""
