"""The types every noun is made of. Pure."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from generator import vocabulary as v

SCHEMA_VERSION: Final = "1"

Url = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}$")]
Name = Annotated[str, StringConstraints(max_length=300)]
Line = Annotated[str, StringConstraints(max_length=600)]
Prose = Annotated[str, StringConstraints(max_length=4000)]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
StoryId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Language = Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Tactic = Annotated[str, Field(json_schema_extra={"enum": sorted(v.TACTIC_TYPE)}, max_length=60)]
Percent = Annotated[int, Field(ge=0, le=100)]
Offset = Annotated[int, Field(ge=0)]


class Noun(BaseModel):
    """Be the base of every noun: frozen, no unknown keys, no NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
