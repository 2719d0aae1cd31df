"""Analysis and article in, only what stands in the text out. Pure.

Trusts no analyzer: offsets are computed here, whatever does not match is dropped and counted, generated sentences may
hold only names and numbers of the text, and all words copied from the article stay within one budget.
"""

from generator.verify.budget import Budget
from generator.verify.findings import Verified, analysis, signals
from generator.verify.prose import fault

__all__ = ["Budget", "Verified", "analysis", "fault", "signals"]
