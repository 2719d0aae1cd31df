"""What keeps a call from an answer, and what can be done about it. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from generator.analyze.llm.money import Usage


class Fault(StrEnum):
    """What kept a call from an answer."""

    TIMEOUT = "timeout"
    RATE = "rate limit"
    SERVER = "server error"
    CONNECTION = "connection"
    QUOTA = "quota used up"
    KEY = "key refused"
    UNSET = "key not set"
    MODEL = "unknown model"
    REQUEST = "request refused"
    LENGTH = "text too long"
    FILTER = "filtered by the service"
    CUT = "cut off"
    EMPTY = "empty answer"
    GARBLED = "no answer of a model"
    FORM = "form refused"
    UNREADABLE = "the answer cannot be read"
    MONEY = "cost cap"
    CALLS = "request cap"
    STOPPED = "service given up"


_LATER: Final = "try again later"
# For whoever runs the job. Settings named ``asking`` stand in mkdocs.yml.
ADVICE: Final[Mapping[Fault, str]] = {
    Fault.TIMEOUT: "for a slow model raise asking.seconds or lower asking.at_once, else try again later",
    Fault.RATE: "lower asking.per_minute or asking.at_once",
    Fault.SERVER: _LATER,
    Fault.CONNECTION: (
        "see that there is a network, and that a server of your own runs at the address in SPIN_LLM_BASE; else try "
        "again later"
    ),
    Fault.QUOTA: "look at your account with the service",
    Fault.KEY: "set a key the service takes, by the name litellm reads",
    Fault.UNSET: "set the key by the name litellm reads, as OPENAI_API_KEY",
    Fault.MODEL: "see SPIN_MODEL and SPIN_LLM_BASE: most addresses end with /v1, those for ollama/ with the port",
    Fault.REQUEST: "see in doctor --llm what the service says, and try another model",
    Fault.LENGTH: "choose a model that takes longer texts",
    Fault.FILTER: "some texts do not pass the filter of this service; another may take them",
    Fault.CUT: "choose a model that writes longer answers",
    Fault.EMPTY: "choose another model",
    Fault.GARBLED: "see in doctor --llm what came, and whether SPIN_LLM_BASE is that of an API: most end with /v1",
    Fault.MONEY: "raise SPIN_MAX_COST: each request sets its worst case aside before it is sent",
    Fault.CALLS: "raise asking.requests_most",
    Fault.FORM: "see in doctor --llm what the service says, and try another model",
    Fault.UNREADABLE: "choose a model that keeps to a form; larger ones do",
    Fault.STOPPED: _LATER,
}


class CallError(Exception):
    """Say what kept a call from an answer, and how many requests were sent for it."""

    def __init__(  # noqa: PLR0913 - an error is built once, with all it knows
        self,
        fault: Fault,
        detail: str = "",
        *,
        retry_after: float | None = None,
        usage: Usage | None = None,
        arrived: bool = True,
        after: Fault | None = None,
    ) -> None:
        """Keep the fault beside the message.

        Args:
            fault: what happened.
            detail: words of the service, for the log.
            retry_after: seconds that the service asks to wait.
            usage: tokens that the service counted although there is no answer.
            arrived: whether the service can have seen the request; what never left the machine costs nothing.
            after: what the service was given up for, where it was.
        """
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail
        self.retry_after = retry_after
        self.usage = usage
        self.arrived = arrived
        self.after = after
        self.requests = 0
        self.spent = 0  # billionths, by all requests of the call
