"""One request through litellm. Touches the network, through litellm.

The library is imported when the first provider is made, with its own list of prices, so that nothing is looked up at
import. It retries nothing here: ``calls`` does, and counts.
"""

import json
import logging
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from generator.analyze.llm import bounded, shape
from generator.analyze.llm.calls import Reply
from generator.analyze.llm.faults import CallError, Fault
from generator.analyze.llm.money import MOST_TOKENS, Usage
from generator.analyze.llm.prompt import Question
from generator.errors import ConfigError

# Room for the answer, and for what models think before it.
ANSWER_TOKENS: Final = 6000
_DETAIL_LENGTH: Final = 300
# Characters from which on what stands in the environment for a key is one, and no mark of a server that wants none.
_KEY_LEAST: Final = 8
_QUOTA: Final = ("insufficient_quota", "exceeded your current quota", "budget has been exceeded")
# Services say "quota" of limits by the minute, too; then they say when to come back.
_PASSES: Final = ("retry in", "per minute", "perminute", "retrydelay")
# What the library says before it sends a request without a key.
_NO_KEY: Final = re.compile(r"credentials|api[ _]?key", re.IGNORECASE)
# Causes of errors after which no service has seen the request.
_UNSENT: Final = frozenset(("ConnectError", "ConnectTimeout", "UnsupportedParamsError", "ConnectionRefusedError"))
# Packages whose errors come from the way to a service and back.
_WIRE: Final = ("openai", "httpx", "httpcore", "aiohttp", "ssl")
_OWN_MACHINE: Final = frozenset(("127.0.0.1", "::1", "localhost"))


class Form(StrEnum):
    """How a service is told the form of the answer."""

    STRICT = "json_schema"  # promises to keep to the schema
    GRAMMAR = "json_object with schema"  # local servers that make a grammar of it
    OBJECT = "json_object"  # JSON, of whatever shape
    FREE = "none"  # words alone


# By litellm's name of the provider, November 2026. What is not here is asked for a schema
# and taken down a step when it refuses one.
FORMS: Final[Mapping[str, Form]] = {
    "openai": Form.STRICT,
    "anthropic": Form.STRICT,
    "gemini": Form.STRICT,
    "groq": Form.STRICT,
    "mistral": Form.STRICT,
    "deepseek": Form.OBJECT,
    "xai": Form.STRICT,
    "openrouter": Form.STRICT,
    "hosted_vllm": Form.STRICT,
    "ollama": Form.STRICT,
    "ollama_chat": Form.STRICT,
}
_STEPS: Final = (Form.STRICT, Form.GRAMMAR, Form.OBJECT, Form.FREE)


class Where(NamedTuple):
    """Which model is asked, and where."""

    model: str  # litellm's name, as in openai/gpt-5-mini
    base: str | None = None  # address of an OpenAI-compatible server; None for the provider's own
    seconds: float = 90.0  # without a byte from the service


class Provider:
    """Send questions to one model; take the form of the answer down a step when the service refuses it."""

    def __init__(self, where: Where) -> None:
        """Import litellm, which takes some seconds.

        Raises:
            ImportError: it is not installed.
            ConfigError: it knows no provider of such a model.
        """
        os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
        import litellm  # noqa: PLC0415 - 160 MB and seconds of CPU time: only for those who use it

        # Workflows hand a secret that is not set over as an empty variable, and the library would send it.
        for name in [name for name, key in os.environ.items() if name.endswith("_API_KEY") and not key.strip()]:
            del os.environ[name]
        litellm.suppress_debug_info = True
        # Both tell what a service said, which may be a key that it was sent.
        logging.getLogger("LiteLLM").setLevel(logging.CRITICAL)
        warnings.filterwarnings("ignore", message="Pydantic serializer warnings", category=UserWarning)
        self._litellm: ModuleType = litellm
        self._where = where
        try:
            self._provider = litellm.get_llm_provider(where.model, api_base=where.base)[1]
        except litellm.exceptions.BadRequestError as error:
            raise ConfigError(
                f"config: SPIN_MODEL: {where.model[:80]}: names no provider that litellm knows: put it in front, as in "
                "openai/NAME for a server of your own or openrouter/NAME"
            ) from error
        self._first = FORMS.get(self._provider, Form.STRICT)
        self.form = self._first
        self._proven = False
        self._client: Any = None
        self._keys = tuple(
            key for name, key in os.environ.items() if name.endswith("_API_KEY") and len(key) >= _KEY_LEAST
        )

    async def send(self, question: Question, tokens: int = ANSWER_TOKENS) -> Reply:
        """Send one question once.

        A service that never answered in the form it is asked for may not know it: the next request asks for less.

        Args:
            question: what to ask.
            tokens: most tokens the answer may have.

        Raises:
            CallError: there is no answer.
        """
        form = self.form if question.is_report else Form.FREE
        try:
            found = await self._litellm.acompletion(**self._request(question, tokens))
            reply = _reply(found, self._keys)
        except CallError:
            self._proven = self._proven or question.is_report
            raise
        except Exception as error:  # litellm raises what the libraries below it raise, too
            told = self._told(error)
            if told.fault in (Fault.REQUEST, Fault.SERVER) and question.is_report and self._lower(form):
                # A refusal is the form's; an outage may be anything's, so it uses up a try.
                step = Fault.FORM if told.fault is Fault.REQUEST else Fault.SERVER
                raise CallError(step, told.detail, arrived=told.arrived) from error
            raise told from error
        self._proven = self._proven or question.is_report
        return reply

    async def close(self) -> None:
        """Give back the library's connections, of all providers."""
        if self._client is not None:
            await self._client.close()
        await self._litellm.close_litellm_async_clients()

    def reset(self) -> None:
        """Ask for the first form again, where none was ever answered: it was not the form that failed."""
        if not self._proven:
            self.form = self._first

    def _lower(self, form: Form) -> bool:
        """Take the form down a step, once for all requests that asked for it; False where that does not help."""
        if self._proven or form is Form.FREE:
            return False
        if form is self.form:
            self.form = _STEPS[_STEPS.index(form) + 1]
        return True

    def facts(self) -> Mapping[str, Any]:
        """Return what litellm's own list says of the model: prices, the day it ends; nothing where it has none."""
        listed = self._litellm.model_cost
        for name in (self._where.model, self._where.model.partition("/")[2]):
            if name in listed:
                return dict(listed[name])
        return {}

    def _request(self, question: Question, tokens: int) -> dict[str, Any]:
        told = question.is_report and self.form in (Form.OBJECT, Form.FREE)
        most = self.facts().get("max_output_tokens")
        request: dict[str, Any] = {
            "model": self._where.model,
            "messages": [
                {"role": "system", "content": question.system + (_FORM.format(_schema()) if told else "")},
                {"role": "user", "content": question.user},
            ],
            "max_tokens": min(tokens, most) if isinstance(most, int) and most > 0 else tokens,
            "timeout": self._where.seconds,
            "max_retries": 0,
            "num_retries": 0,
        }
        if question.earlier:
            request["messages"] += [
                {"role": "assistant", "content": question.earlier},
                {"role": "user", "content": question.complaint},
            ]
        if self._where.base:
            request["api_base"] = self._where.base
            if urlsplit(self._where.base).hostname in _OWN_MACHINE or self._unset():
                # The library would send a key of the environment, which is another service's, or miss it.
                request["api_key"] = "none"
            if self._provider == "openai":
                request["client"] = self._own(request.get("api_key"))
        formats: dict[Form, Any] = {
            Form.STRICT: {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": shape.answer()},
            },
            Form.GRAMMAR: {"type": "json_object", "schema": shape.grammar()},
            Form.OBJECT: {"type": "json_object"},
        }
        if question.is_report and self.form in formats:
            request["response_format"] = formats[self.form]
        return request

    def _own(self, key: str | None) -> Any:  # noqa: ANN401 - the library's own type
        """Return the client for a server that the operator names; made within the event loop of the run."""
        if self._client is None:
            self._client = self._litellm.AsyncOpenAI(
                api_key=key, base_url=self._where.base, max_retries=0, http_client=bounded.client()
            )
        return self._client

    def _unset(self) -> bool:
        """Say whether the provider's key is nowhere in the environment; False where that cannot be told."""
        # Others are known by more than a key, in ways that the library's list of missing names does not tell apart.
        if self._provider not in FORMS:
            return False
        missing = self._litellm.validate_environment(self._where.model)["missing_keys"]
        return any(name.endswith("_API_KEY") for name in missing)

    def _told(self, error: Exception) -> CallError:
        told = next((one for one in _causes(error) if type(one).__name__ == bounded.OUT_OF_BOUNDS), error)
        words = _without(" ".join(str(told).partition("Traceback (most")[0].split()), self._keys)
        if not self._where.base and _NO_KEY.search(words) and self._unset():
            return CallError(Fault.UNSET, words[:_DETAIL_LENGTH], arrived=False)
        unsent = any(type(one).__name__ in _UNSENT for one in _causes(error))
        fault = Fault.GARBLED if _is_garbled(error) else self._fault(error, words.casefold())
        return CallError(fault, words[:_DETAIL_LENGTH], retry_after=_retry_after(error), arrived=not unsent)

    def _fault(self, error: Exception, words: str) -> Fault:
        """Tell errors apart by their class, their status and, where services use one for several, their words."""
        kinds = self._litellm
        if isinstance(error, kinds.ContextWindowExceededError):
            return Fault.LENGTH
        if isinstance(error, kinds.Timeout):
            return Fault.TIMEOUT
        if any(told in words for told in _QUOTA):
            passes = _retry_after(error) is not None or any(told in words for told in _PASSES)
            return Fault.RATE if passes else Fault.QUOTA
        if "content management policy" in words or "content_filter" in words or "content policy" in words:
            return Fault.FILTER
        if "connection error" in words or "cannot connect" in words or isinstance(error, kinds.APIConnectionError):
            return Fault.CONNECTION
        return _by_status(getattr(error, "status_code", None))


# How a service that takes no schema is told the form.
_FORM: Final = "\n\nThe object has the form of this JSON schema, every key of it:\n{}"


@cache
def _schema() -> str:
    return json.dumps(shape.grammar(), separators=(",", ":"))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_garbled(error: Exception) -> bool:
    """Say whether something came that is no answer: too much of it, or what the library could not read.

    Then nothing went wrong on the way there and back, and the service may have worked, and billed.
    """
    causes = list(_causes(error))
    if any(type(one).__name__ == bounded.OUT_OF_BOUNDS for one in causes):
        return True
    wire = any(type(one).__module__.startswith(_WIRE) for one in causes)
    return not wire and _by_status(getattr(error, "status_code", None)) is Fault.SERVER


def _by_status(status: object) -> Fault:
    if not isinstance(status, int):
        return Fault.SERVER
    known = {401: Fault.KEY, 403: Fault.KEY, 404: Fault.MODEL, 408: Fault.TIMEOUT, 429: Fault.RATE, 409: Fault.SERVER}
    if status in known or 300 <= status < 400:  # noqa: PLR2004 - HTTP
        # A service that leads elsewhere has another address than the one it was asked at.
        return known.get(status, Fault.MODEL)
    return Fault.SERVER if status >= 500 else Fault.REQUEST  # noqa: PLR2004 - HTTP


def _retry_after(error: Exception) -> float | None:
    """Return the seconds that the service asks to wait, or None."""
    headers = getattr(error, "litellm_response_headers", None) or {}
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if seconds >= 0 else None


def _without(text: str, keys: Iterable[str]) -> str:
    """Return a text with keys that a service sent back taken out."""
    for key in keys:
        text = text.replace(key, "[key]")
    return text


def _tokens(counted: Any, name: str) -> int:  # noqa: ANN401 - litellm's own type
    """Return a count of tokens; what is none, as one below nothing or beyond any text, was not counted."""
    found = getattr(counted, name, 0)
    return found if isinstance(found, int) and 0 < found <= MOST_TOKENS else 0


def _reply(found: Any, keys: Iterable[str]) -> Reply:  # noqa: ANN401 - litellm's own type
    """Return what came back; an answer that was cut off, filtered or left empty is none.

    Args:
        found: what the library returned.
        keys: what may not stand in an answer, since answers are kept.

    Raises:
        CallError: it is none.
    """
    counted = getattr(found, "usage", None)
    details = getattr(counted, "prompt_tokens_details", None)
    usage = Usage(
        _tokens(counted, "prompt_tokens"),
        _tokens(counted, "completion_tokens"),
        _tokens(details, "cached_tokens"),
    )
    if not found.choices:
        raise CallError(Fault.GARBLED, "no choices", usage=usage)
    choice = found.choices[0]
    # Halves of surrogate pairs can be sent as JSON, and kept nowhere.
    text = _without((choice.message.content or "").encode("utf-8", "replace").decode(), keys)
    ended = {"length": Fault.CUT, "content_filter": Fault.FILTER}.get(choice.finish_reason or "")
    fault = ended or (None if text.strip() else Fault.EMPTY)
    if fault is not None:
        raise CallError(fault, f"finish reason {choice.finish_reason}", usage=usage)
    return Reply(text, usage)
