"""Story monitor: one article in, one message per new development out."""

__version__ = "0.1.0"
