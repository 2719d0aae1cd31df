"""One page as machines are told of it: where it stands and when what it tells changed last. Pure."""

import datetime as dt
from typing import NamedTuple


class Address(NamedTuple):
    """A page that search engines may list."""

    path: str  # below the site; the front page is the empty one
    updated: dt.date | None = None  # None where no record tells the day
