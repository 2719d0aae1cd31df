"""The rooms of the analyzer that asks a language model. Pure.

``prompt`` says what is asked, ``shape`` in which form the answer is due; ``reading`` takes the words that come back
for an answer or says what is wrong with them; ``quotations`` and ``grounding`` put the answer on the ground of the
text; ``walls`` keep out what only models write. Nothing here talks to a model yet.
"""
