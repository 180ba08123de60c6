"""How patient delivery is, and how fast it may talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits of one attempt, of the pace on one channel, and of trying again.

    None of these figures is measured. They follow what services publish (Slack takes one message
    a second on a web hook) and what mail servers do (RFC 5321 section 4.5.4.1 asks senders for
    patience beyond the first half hour).
    """

    # One attempt. Apprise alone would wait 4 s for an answer, and a lost answer is a message told
    # twice, so patience is the cheaper mistake. `attempt_within` must end before a lease does.
    connect_within: timedelta = timedelta(seconds=5)
    answer_within: timedelta = timedelta(seconds=15)
    attempt_within: timedelta = timedelta(seconds=30)

    # Between the end of one message and the start of the next on the same channel.
    pace: timedelta = timedelta(seconds=1)

    # Trying again: 30 s, 1 min, 2 min ... then every 75 minutes: 27 attempts in a day, so a web
    # hook that is down for one sees at most 30 of each message. Messages behind the first two of a
    # channel wait with them.
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=75)

    # Giving up: only when a message is this old and was tried this often. The second condition
    # keeps a machine that slept for two days from burying its outbox at the first hiccup.
    give_up_after: timedelta = timedelta(hours=24)
    fewest_attempts: int = 5

    # host:port that may be reached although not a public address; `allow_private` under [polling].
    allow_private: tuple[str, ...] = ()
