"""The rooms of the analyzer that asks a language model. Touches: the network, through ``provider``.

``prompt`` says what is asked, ``shape`` in which form the answer is due; ``reading`` takes the words that come back
for an answer or says what is wrong with them; ``quotations`` and ``grounding`` put the answer on the ground of the
text; ``walls`` keep out what only models write. ``provider`` sends one request through litellm, ``calls`` says how
often and for how much (``money``). No command uses these rooms yet.
"""
