"""Files, environment and flags in, one checked `Config` out; never a part wired, never a clock."""

from monitor.config.adding import add_feeds
from monitor.config.describing import describe
from monitor.config.loading import load
from monitor.config.shape import Config

__all__ = ["Config", "add_feeds", "describe", "load"]
