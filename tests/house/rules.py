"""The rules of the house that no other tool checks, as functions of source text.

Each takes sources (path from the project's root -> text) and returns complaints, one per offender,
each with its place and figure. Nothing here touches the disk; `test_house` brings the real tree.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

Sources = Mapping[str, str]
Function = ast.FunctionDef | ast.AsyncFunctionDef

FILE_LINES, FILE_MEDIAN = 400, 150
FUNCTION_LINES, FUNCTION_MEDIAN = 60, 10
PARAMETERS = 5
EXPORTS = 4

# Names that say nothing, then the words that DESIGN section 2 replaces. Left out are those that the
# house itself needs elsewhere: article, group (a verb), message, model, post, report, status,
# summary, sync, update.
BANNED = frozenset(
    """
    util helper manager handler common
    site outlet provider entry template keyword tag thread campaign hit cluster event mute snooze
    receiver sink queue notification crawl crawler flag
    """.split()
)
# Where a banned word is another party's, with the reason.
ALLOWED: Mapping[tuple[str, str], str] = {
    ("monitor/delivery/", "thread"): "a thread of the operating system, in the pool that sends",
    ("monitor/feeds/", "entry"): "what feedparser and Atom call an item",
    ("monitor/feeds/", "tag"): "what HTML and XML call an element's name",
}
# One poll, one delivery, the front door: one broad except each.
BROAD_PLACES = ("monitor/feeds/", "monitor/delivery/", "monitor/cli/")
# The floors that every room stands on; their doors are wide by purpose.
WIDE_DOORS = ("monitor/model/__init__.py", "monitor/text/__init__.py")
FOLDERS = frozenset({".ci", "config", "monitor", "seeds", "systemd", "tests"})


def long_files(sources: Sources) -> list[str]:
    """Files of more than 400 lines."""
    lengths = {path: len(text.splitlines()) for path, text in sources.items()}
    return [
        f"{path}:{length}: {length} lines, at most {FILE_LINES}"
        for path, length in lengths.items()
        if length > FILE_LINES
    ]


def long_functions(sources: Sources) -> list[str]:
    """Functions of more than 60 lines, docstring included, decorators not."""
    return [
        f"{path}:{function.lineno}: {function.name} has {_lines(function)} lines,"
        f" at most {FUNCTION_LINES}"
        for path, function in _functions(sources)
        if _lines(function) > FUNCTION_LINES
    ]


def many_parameters(sources: Sources) -> list[str]:
    """Functions with more than 5 parameters, keyword-only ones counted, self and cls not."""
    return [
        f"{path}:{function.lineno}: {function.name} has {len(_parameters(function))} parameters,"
        f" at most {PARAMETERS}"
        for path, function in _functions(sources)
        if len(_parameters(function)) > PARAMETERS
    ]


def high_medians(sources: Sources) -> list[str]:
    """The typical file and the typical function, when they are too long."""
    files = [len(text.splitlines()) for text in sources.values()]
    functions = [_lines(function) for _, function in _functions(sources)]
    return [
        f"the median {what} has {median(lengths):g} lines, at most {limit}"
        for what, lengths, limit in (
            ("file", files, FILE_MEDIAN),
            ("function", functions, FUNCTION_MEDIAN),
        )
        if lengths and median(lengths) > limit
    ]


def banned_words(sources: Sources) -> list[str]:
    """Modules, classes, functions and parameters named by a word that the house does not use."""
    return [
        f'{path}:{line}: "{name}" says "{word}"'
        for path, text in sources.items()
        for line, name in _names(path, text)
        for word in sorted(_words(name) & BANNED)
        if not any(path.startswith(place) and word == used for place, used in ALLOWED)
    ]


def bad_doors(sources: Sources) -> list[str]:
    """Packages whose ``__init__.py`` does not say what goes in and out, or exports too much."""
    complaints = []
    for path, text in sources.items():
        if not re.fullmatch(r"monitor/\w+/__init__\.py", path):
            continue
        said = (ast.get_docstring(ast.parse(text)) or "").lower()
        missing = [word for word in ("in", "out", "never") if not re.search(rf"\b{word}\b", said)]
        if missing:
            complaints.append(f'{path}:1: the docstring lacks "{", ".join(missing)}"')
        exported = len(_exports(text))
        if not exported or (exported > EXPORTS and path not in WIDE_DOORS):
            complaints.append(f"{path}:1: __all__ has {exported} names, 1 to {EXPORTS} are allowed")
    return complaints


def past_doors(sources: Sources) -> list[str]:
    """Imports from outside a package of what its door does not offer."""
    doors = {
        path.split("/")[1]: _exports(text)
        for path, text in sources.items()
        if re.fullmatch(r"monitor/\w+/__init__\.py", path)
    }
    return [
        f"{path}:{line}: imports {room}.{name} past its door"
        for path, text in sources.items()
        for line, room, name in _imports(text)
        if room in doors and not path.startswith(f"monitor/{room}/") and name not in doors[room]
    ]


def broad_excepts(sources: Sources) -> list[str]:
    """Where everything is caught, but for one in each of the three places that may."""
    complaints, used = [], set()
    for path, text in sources.items():
        place = next((place for place in BROAD_PLACES if path.startswith(place)), None)
        for line in _broad_lines(text):
            if place is None:
                complaints.append(f"{path}:{line}: catches everything; catch what you expect")
            elif place in used:
                complaints.append(f"{path}:{line}: a second broad except in {place}, 1 is allowed")
            used.add(place)
    return complaints


def unmapped(sources: Sources, readme: str) -> list[str]:
    """Folders and modules of ``monitor/`` that the README does not name."""
    tops = {path.split("/")[1] + "/" * (path.count("/") > 1) for path in sources}
    return [
        f"README.md: the map does not show monitor/{top}"
        for top in sorted(tops)
        if not top.startswith("__") and not re.search(rf"(?<!\w){re.escape(top)}", readme)
    ]


def stray_folders(paths: Iterable[str]) -> list[str]:
    """Top-level folders that are not part of the house."""
    tops = {path.split("/")[0] for path in paths if "/" in path}
    return [f"{top}/: is no part of the house" for top in sorted(tops - FOLDERS)]


def _functions(sources: Sources) -> Iterator[tuple[str, Function]]:
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, Function):
                yield path, node


def _lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _parameters(function: Function) -> list[ast.arg]:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    extra = [arg for arg in (given.vararg, given.kwarg) if arg]
    return [arg for arg in named + extra if arg.arg not in {"self", "cls"}]


def _names(path: str, text: str) -> Iterator[tuple[int, str]]:
    yield from ((1, part) for part in path.removesuffix(".py").split("/")[1:])
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | Function):
            yield node.lineno, node.name
        if isinstance(node, ast.arg):
            yield node.lineno, node.arg


def _words(name: str) -> set[str]:
    words = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}
    return words | {word.removesuffix("s") for word in words}


def _exports(text: str) -> list[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def _imports(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, room and the first name below it, for each import that reaches into a room."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            reached = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            reached = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in reached:
            root, room, *below = [*name.split("."), ""]
            if root == "monitor" and below and below[0]:
                yield node.lineno, room, below[0]


def _broad_lines(text: str) -> Iterator[int]:
    """Where everything is caught and kept; what is handed on was only tidied up after."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and not _hands_on(node):
            caught = ast.unparse(node.type) if node.type else "BaseException"
            line = node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            caught = ", ".join(map(ast.unparse, node.args))
            line = node.lineno
        else:
            continue
        if re.search(r"\b(Base)?Exception\b", caught):
            yield line


def _hands_on(caught: ast.ExceptHandler) -> bool:
    """Whether it ends by raising again, here or, through a future, in whoever waits for it."""
    last = caught.body[-1]
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        return ast.unparse(last.value.func).endswith(".set_exception")
    return isinstance(last, ast.Raise) and last.exc is None
