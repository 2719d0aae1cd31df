"""The rooms of the analyzer that asks a language model."""
