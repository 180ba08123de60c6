"""`replay` on the command line: side by side, and as JSON."""

from __future__ import annotations

from tests.cli.conftest import Home


def test_what_was_sent_is_compared_with_what_would_be(home: Home) -> None:
    same = home.ask("replay", "--since", "1d")
    assert (same.code, same.err) == (0, "")
    assert "1 the same, 0 added, 0 removed, 0 changed" in same.out
    quiet = home.folder / "quiet.toml"
    more = '[[channels]]\nname = "console"\nurl = "console://"\nmin_priority = "flash"\n'
    quiet.write_text(home.config.read_text() + more)
    other = home.ask("replay", "--since", "1d", "--config", quiet)
    assert "1 changed" in other.out
    assert "bulletin, at once" in other.out
    assert "bulletin, below what may interrupt" in other.out


def test_a_program_gets_both_sides(home: Home) -> None:
    profile = home.folder / "seeds" / "ferry.toml"
    text = profile.read_text().replace('"inquiry"', '"questioning"', 1)
    trial = home.folder / "trial.toml"
    trial.write_text(text.replace('seed = "ferry"', 'seed = "trial"'))
    found = home.ask("replay", "--seed", trial, "--json").json
    assert found["complete"] is True
    (change,) = found["added"]
    assert (change["seed"], change["was"]) == ("trial", None)
    assert change["now"]["priority"] == "bulletin"
    assert change["now"]["at_once"] is True


def test_what_reaches_beyond_the_kept_items_says_so(home: Home) -> None:
    said = home.ask("replay", "--since", "90d", "--json")
    assert said.code == 0
    assert said.json["complete"] is False
    assert "kept for 30 days" in said.err


def test_without_a_database_there_is_nothing_to_replay(empty: Home) -> None:
    assert empty.ask("replay").code == 3
