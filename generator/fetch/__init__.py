"""The one guarded door to the network: a URL goes in, a Response or a FetchError comes out.

Touches the network (sockets, name look-ups) and waits; nothing else of the project may open a connection. Rooms:
``door`` (Fetcher: the way of one call), ``address`` (which addresses are allowed), ``transport`` (the real network, and
the replay of a corpus), ``wire`` (one exchange under the deadline), ``body`` (caps, decoding, cut bodies), ``robots``
(robots.txt), ``pace`` (one request per host at a time, gaps, backoff), ``limits`` (figures and the deadline),
``trouble`` (what one try came to).
"""

from generator.fetch.door import Fetcher
from generator.fetch.limits import Limits
from generator.fetch.pace import next_fetch

__all__ = ["Fetcher", "Limits", "next_fetch"]
