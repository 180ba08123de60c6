"""An article in, a profile out, and profile files read and written; never the network.

`build` derives a profile, `read` and `render` are its file, `lint` names its likely mistakes.
"""

from monitor.seeds.build import build
from monitor.seeds.files import read, render
from monitor.seeds.lint import lint

__all__ = ["build", "lint", "read", "render"]
