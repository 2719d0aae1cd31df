"""The types every noun is made of. Pure."""

import datetime as dt
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from generator import vocabulary as v

SCHEMA_VERSION: Final = "1"
FIRST_YEAR, LAST_YEAR = 1970, 2199
_Day = TypeVar("_Day", dt.date, dt.datetime)

Url = Annotated[
    str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$"), Field(json_schema_extra={"format": "uri"})
]
Alias = Annotated[str, StringConstraints(max_length=2100)]
Slug = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9-]{1,80}$")]
FieldName = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]
Name = Annotated[str, StringConstraints(max_length=300)]
Line = Annotated[str, StringConstraints(max_length=600)]
Prose = Annotated[str, StringConstraints(max_length=4000)]
Digest = Annotated[str, StringConstraints(max_length=71, pattern=r"^sha256:[0-9a-f]{64}$")]
StoryId = Annotated[str, StringConstraints(max_length=16, pattern=r"^[0-9a-f]{16}$")]
Language = Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Tactic = Annotated[str, Field(json_schema_extra={"enum": sorted(v.TACTIC_TYPE)}, max_length=60)]
Percent = Annotated[int, Field(ge=0, le=100)]
Offset = Annotated[int, Field(ge=0)]


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _in_years(day: _Day) -> _Day:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a year from {FIRST_YEAR} to {LAST_YEAR} is due")
    return day


# Years 1970 to 2199, as in `Story.year`. A checker that does not know a format lets everything through, so a pattern
# says it once more (RFC 3339, always UTC).
_DATE = r"(19[7-9][0-9]|2[01][0-9]{2})-[0-9]{2}-[0-9]{2}"
_MOMENT = rf"^{_DATE}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?Z$"
Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_utc),
    AfterValidator(_in_years),
    Field(json_schema_extra={"pattern": _MOMENT, "maxLength": 27}),
]
Day = Annotated[
    dt.date, AfterValidator(_in_years), Field(json_schema_extra={"pattern": rf"^{_DATE}$", "maxLength": 10})
]


class Noun(BaseModel):
    """Be the base of every noun: frozen, no unknown keys, no NaN; what is written holds every field."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, json_schema_serialization_defaults_required=True
    )
