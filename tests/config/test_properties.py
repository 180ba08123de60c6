"""Whatever stands in a file, it is read or refused with its place; nothing else comes out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config import load
from monitor.errors import Problem, WrongContent
from monitor.model import Profile
from monitor.seeds import read, render
from tests.invented import PROFILE

tried = settings(derandomize=True, database=None, deadline=None, max_examples=40)
KEYS = st.sampled_from(
    "store path keep_items polling every user_agent proxy allow_private alerts batch_wait feeds url"
    " channels name seeds min_priority digest quiet_hours timezone entities aliases weight anchor"
    " storylines slug title terms en known fact value exclude kind seed published languages".split()
)
VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(min_value=-(2**40), max_value=2**40),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
        st.sampled_from(["5m", "08:00,18:00", "env:NAME", "console://", "*", "127.0.0.1:80"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=6).map(tomlkit.dumps)


Read = Callable[[Path], object]


def outcome(reading: Read, text: str) -> tuple[object, tuple[Problem, ...]]:
    """What was read, or every problem; any other fault is ours and fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.toml"
        file.write_text(text, encoding="utf-8", errors="replace")
        try:
            return reading(file), ()
        except WrongContent as error:
            return None, error.problems


def is_told(found: object, problems: tuple[Problem, ...]) -> bool:
    return bool(found) or bool(problems and all(one.file and one.what for one in problems))


@tried
@given(st.one_of(DOCUMENTS, st.text(max_size=60)))
def test_any_configuration_is_read_or_refused_with_its_place(text: str) -> None:
    assert is_told(*outcome(lambda file: load(file, env={}, db=None), text))


@tried
@given(st.one_of(DOCUMENTS, st.text(max_size=60)))
def test_any_profile_is_read_or_refused_with_its_place(text: str) -> None:
    assert is_told(*outcome(read, text))


@tried
@given(st.lists(st.sampled_from(render(PROFILE).splitlines()), max_size=40))
def test_a_profile_with_its_lines_in_any_order_is_no_fault(lines: list[str]) -> None:
    profile, problems = outcome(read, "\n".join(lines))
    assert is_told(profile, problems)
    if isinstance(profile, Profile):
        again, _ = outcome(read, render(profile))
        assert isinstance(again, Profile)
        assert again.entities == profile.entities
