"""The exit codes, by name; `errors` says which fault has which. Loads no library."""

FAILED = 1
WRONG = 2
NOTHING = 3
DEGRADED = 4
UNVERIFIED = 5
BUSY = 75
INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell tells the end by a signal
