"""`seed`: articles become profiles beside their articles, and nothing is ever lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.seeds import read
from tests.cli.conftest import Home, ask
from tests.invented import PROFILE

ARTICLE = PROFILE.article


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "Halmar Star sinks.txt"
    file.write_text(ARTICLE)
    return file


def test_without_output_the_profile_is_printed(article: Path, tmp_path: Path) -> None:
    said = ask("seed", "build", article)
    assert said.code == 0
    printed = tmp_path / "printed.toml"
    printed.write_text(said.out)
    assert read(printed).seed == "halmar-star-sinks"
    assert ask("seed", "build", article).out == said.out


def test_the_article_goes_beside_the_profile(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "seeds" / "ferry.toml"
    said = ask("seed", "build", article, "-o", output, "--published", "2026-03-01")
    assert said.code == 0
    assert str(output) in said.out
    profile = read(output)
    assert (profile.seed, profile.article, str(profile.published)) == (
        "ferry",
        ARTICLE,
        "2026-03-01",
    )


def test_an_article_in_its_place_is_left_as_it_is(tmp_path: Path) -> None:
    article = tmp_path / "ferry.txt"
    article.write_bytes(b"\xef\xbb\xbf" + ARTICLE.encode() + b"\n\n")
    before = article.read_bytes()
    assert ask("seed", "build", article, "-o", tmp_path / "ferry.toml").code == 0
    assert article.read_bytes() == before


def test_nothing_is_overwritten_without_force(article: Path, tmp_path: Path) -> None:
    output, beside = tmp_path / "ferry.toml", tmp_path / "ferry.txt"
    output.write_text("mine")
    beside.write_text("another article")
    said = ask("seed", "build", article, "-o", output)
    assert said.code == 2
    assert len(said.err.splitlines()) == 2
    assert "--force" in said.err
    assert (output.read_text(), beside.read_text()) == ("mine", "another article")
    assert ask("seed", "build", article, "-o", output, "--force").code == 0
    assert read(output).article == ARTICLE


def test_another_article_in_the_way_alone_is_reason_enough(article: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("another article")
    said = ask("seed", "build", article, "-o", tmp_path / "ferry.toml")
    assert said.code == 2
    assert "ferry.txt" in said.err
    assert not (tmp_path / "ferry.toml").exists()


def test_a_dry_run_writes_nothing(article: Path, tmp_path: Path) -> None:
    said = ask("seed", "build", article, "-o", tmp_path / "ferry.toml", "-n")
    assert said.code == 0
    assert "would write" in said.out
    assert sorted(path.name for path in tmp_path.iterdir()) == [article.name]


def test_standard_input_is_an_article_too(tmp_path: Path) -> None:
    output = tmp_path / "ferry.toml"
    assert ask("seed", "build", "-", "-o", output, text=ARTICLE).code == 0
    assert read(output).article == ARTICLE
    assert 'seed = "the-ferry-halmar-star-sank"' in ask("seed", "build", "-", text=ARTICLE).out


def test_a_folder_takes_the_profile_under_its_own_name(article: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert ask("seed", "build", article, "-o", tmp_path / "seeds").code == 0
    assert (tmp_path / "seeds" / "halmar-star-sinks.toml").exists()


def test_a_profile_ends_in_toml(article: Path) -> None:
    said = ask("seed", "build", article, "-o", article)
    assert said.code == 2
    assert ".toml" in said.err
    assert article.read_text() == ARTICLE


def test_a_wrong_date_is_a_usage_error(article: Path) -> None:
    assert ask("seed", "build", article, "--published", "yesterday").code == 2


def test_the_profiles_are_listed_and_shown(home: Home) -> None:
    assert home.ask("seed", "list", "--json").json["seeds"][0]["seed"] == "ferry"
    assert "casualties" in home.ask("seed", "list").out
    assert "Nordlys Lines" in home.ask("seed", "show", "ferry").out
    assert home.ask("seed", "show", "ferry", "--json").json["title"] == PROFILE.title
    said = home.ask("seed", "show", "fery")
    assert said.code == 3
    assert 'did you mean "ferry"?' in said.err


def test_a_broken_profile_does_not_hide_the_others(home: Home) -> None:
    (home.folder / "seeds" / "torn.toml").write_text("seed = [")
    said = home.ask("seed", "list")
    assert said.code == 2
    assert "ferry" in said.out
    assert "torn.toml" in said.err
    assert home.ask("seed", "show", "ferry").code == 0
    assert home.ask("seed", "show", "torn").code == 2


def test_without_any_seed_the_list_says_how_to_make_one(home: Home) -> None:
    (home.folder / "seeds" / "ferry.toml").unlink()
    said = home.ask("seed", "list")
    assert said.code == 3
    assert "monitor seed build" in said.err


def test_likely_mistakes_are_told(home: Home) -> None:
    file = home.folder / "seeds" / "ferry.toml"
    file.write_text(file.read_text().replace("anchor = true", "anchor = false"))
    said = home.ask("seed", "lint", "ferry")
    assert said.code == 2
    assert "anchor" in said.err
    assert home.ask("seed", "lint", "ferry", "--json").json["problems"]
