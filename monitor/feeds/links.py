"""A link in, its canonical form out: what stays when everything accidental is taken away."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that name the way to a page, not the page: analytics of Google (utm), Piwik/Matomo
# (pk, mtm), AT Internet (at, xtor), HubSpot (hsa), comScore (ns), Mailchimp (mc), and click ids.
_TRACKING = re.compile(
    r"(?:utm|at|pk|mtm|hsa|ns|mc|oly|vero|wt)_.*"
    r"|[a-z]{0,3}clid|gclsrc|dclid|igshid?|ocid|xtor|cmpid|ito|_ga|_gl|mkt_tok|spm|smid|smtyp"
    r"|__twitter_impression|ncid|guccounter|guce_referrer|guce_referrer_sig|traffic_source",
    re.IGNORECASE,
)
# ``?ref=rss`` and its like: whatever the name, the value says where the reader came from.
_FROM_FEED = frozenset(("rss", "feed", "rssfeed", "feedburner", "atom"))
# Most links: nothing to leave out, and nothing that could be read in two ways.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(/[!\"$->@-~]*)?")
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "gob", "edu", "or", "ne", "go"))


def canonical_link(url: str) -> str:
    """The link without scheme, ``www.``, fragment, tracking and trailing slash, query sorted.

    Empty for a bare home page, which names no item, and for what is no http(s) link.
    """
    plain = _PLAIN.fullmatch(url)
    if plain:
        path = (plain[2] or "").rstrip("/")
        return f"{plain[1].removeprefix('www.')}{path}" if path else ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    spot = host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")
    path = parts.path.rstrip("/")
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name) and value.lower() not in _FROM_FEED
    )
    if not path and not kept:
        return ""
    return f"{spot}{path}?{urlencode(kept)}" if kept else f"{spot}{path}"


# The items of a poll lead to few hosts, and each is asked for several times.
@lru_cache(maxsize=1_024)
def host_of(url: str) -> str:
    """The host of an address without ``www.``, or the empty string."""
    plain = _PLAIN.fullmatch(url)
    if plain:
        return plain[1].removeprefix("www.")
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def domain_of(url: str) -> str:
    """The part of the host that somebody registered: ``bbc.co.uk`` of ``feeds.bbc.co.uk``.

    An estimate without the public suffix list: three labels below a country's usual second
    level, else two.
    """
    return _registered(host_of(url))


@lru_cache(maxsize=1_024)
def _registered(host: str) -> str:
    if ":" in host or host.replace(".", "").isdigit():
        return host
    labels = host.split(".")
    country = 2
    wide = len(labels) > country and len(labels[-1]) == country and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if wide else -2 :])
