"""The analyzer that needs no key, no network and no model: word lists, cue rules and structure."""
