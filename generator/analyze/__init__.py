"""The registry of analyzers: a name, and how to make the analyzer. Pure."""
