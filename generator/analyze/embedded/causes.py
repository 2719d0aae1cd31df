# ruff: noqa: E501 - a pattern keeps its line
"""Say how strongly a sentence words a cause.

What goes in: a sentence. What comes out: 0 no relation, 1 two things seen together, 2 a cause under a condition, 3 a
cause. The four levels are those of Sumner et al., BMJ 2014;349:g7015. Pure.
"""

import re
from typing import Final

_I: Final = re.IGNORECASE
NOTHING, TOGETHER, CONDITIONAL, CAUSE = range(4)

_TOGETHER: Final = re.compile(
    r"\b(?:associat(?:ed|ion|ions)|link(?:ed|s)?|correlat\w+|related|relationship|connected|connection|tied to|predict\w*"
    r"|(?:more|less) likely|at (?:higher|greater|lower|increased|reduced) risk|risk (?:of|factors?)|(?:(?:lower|higher|greater|increased|reduced|decreased) )?(?:likelihood|odds)|tend(?:s|ed)? to"
    r"|marker|indicat(?:e|es|ed|or) of|goes? with|compared (?:with|to)|than (?:those|people|women|men|children|patients))\b",
    _I,
)
_CAUSE: Final = re.compile(
    r"\b(?:caus(?:e|es|ed|ing)|lead(?:s|ing)? to|led to|results? in|resulted in|increas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)"
    r"|decreas(?:e|es|ed|ing)|improv(?:e|es|ed|ing)|boost(?:s|ed|ing)?|prevent(?:s|ed|ing)?|protect(?:s|ed|ing)?|lower(?:s|ed|ing)?"
    r"|rais(?:e|es|ed|ing)|cut(?:s|ting)? (?:the )?risk|affect(?:s|ed|ing)?|influenc(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)"
    r"|trigger(?:s|ed|ing)?|driv(?:e|es|en|ing)|due to|because of|thanks to|makes? (?:it|them|us|you|people|you)|impair(?:s|ed|ing)?"
    r"|slow(?:s|ed|ing)?|speed(?:s|ing)? up|delay(?:s|ed|ing)?|worsen(?:s|ed|ing)?|harm(?:s|ed|ing)?|effect(?:ive|s)?|benefit(?:s|ed)?"
    r"|responsible for|contribut(?:e|es|ed|ing) to|block(?:s|ed|ing)?|kill(?:s|ed|ing)?|treat(?:s|ed|ing)?|help(?:s|ed|ing)?)\b",
    _I,
)
_MAY: Final = re.compile(
    r"\b(?:may|might|could|can|possibl[ey]|potential(?:ly)?|suggest(?:s|ed|ing)?|appears?|seems?|likely to|perhaps|would)\b",
    _I,
)


def level(sentence: str) -> int:
    """Return the level of a sentence, from 0 to 3."""
    together, cause = _TOGETHER.search(sentence), _CAUSE.search(sentence)
    if together and (cause is None or together.start() <= cause.start()):
        return TOGETHER
    if cause is None:
        return NOTHING
    return CONDITIONAL if _MAY.search(sentence) else CAUSE
