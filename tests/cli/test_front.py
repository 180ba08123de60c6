"""The front door: options anywhere, exit codes, no trace, nothing loaded that is not used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from monitor.cli import front
from monitor.cli.commands import Group
from tests.cli.conftest import ROOT, Home, ask, python

HEAVY = (
    "rich",
    "aiohttp",
    "apprise",
    "lxml",
    "feedparser",
    "sqlite_utils",
    "tomlkit",
    "apscheduler",
)


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(front.root)
    found = []
    for name in front.root.list_commands(context):
        command = front.root.get_command(context, name)
        assert command
        found.append((name, command))
        if isinstance(command, Group):
            found += [(f"{name} {sub}", one) for sub, one in command.commands.items()]
    return found


def test_every_command_says_what_it_does_and_gives_an_example() -> None:
    for name, command in commands():
        assert command.help, name
        assert command.epilog and f"monitor {name}" in command.epilog.replace(  # noqa: PT018
            " -c /etc/monitor/monitor.toml", ""
        ), name


def test_alone_it_shows_the_state_and_three_next_commands(home: Home) -> None:
    said = home.ask()
    assert said.code == 0
    assert "not running: 1 seed, 2 feeds" in said.out
    listed = home.ask("--json").json["next"]
    assert listed[:2] == ["monitor run", "monitor feeds health"]
    assert len(listed) == 3
    assert all(command in said.out for command in listed)


def test_alone_before_the_first_poll_it_says_how_to_begin(empty: Home) -> None:
    assert empty.ask("--json").json["next"][0] == "monitor check"
    (empty.folder / "seeds" / "ferry.toml").unlink()
    assert empty.ask("--json").json["next"][0] == "monitor seed new"


def test_alone_with_a_wrong_configuration_it_names_the_mistake(home: Home) -> None:
    home.config.write_text("[store\n")
    said = home.ask()
    assert said.code == 0
    assert "not valid TOML" in said.out
    assert "monitor check" in said.out


def test_the_overview_names_every_command() -> None:
    said = ask("--help")
    assert all(
        f"  {name} " in said.out for name in front.root.list_commands(click.Context(front.root))
    )


def test_a_mistyped_option_is_answered_with_the_nearest() -> None:
    said = ask("items", "--lmit", "3")
    assert said.err == 'monitor: items: there is no option "--lmit"; did you mean "--limit"?\n'


def test_a_mistyped_command_is_answered_with_the_nearest() -> None:
    said = ask("itmes")
    assert said.code == 2
    assert 'did you mean "items"?' in said.err
    assert 'did you mean "build"?' in ask("seed", "biuld").err


@pytest.mark.parametrize(
    "words",
    [
        ("items", "--since", "tomorrow"),
        ("items", "--limit", "-1"),
        ("items", "--min-priority", "loud"),
        ("items", "--lmit", "3"),
        ("show",),
        ("backtest",),
    ],
)
def test_wrong_words_are_usage_errors(words: tuple[str, ...]) -> None:
    said = ask(*words)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("monitor: ")


def test_the_options_of_every_command_stand_before_and_after_it(home: Home) -> None:
    before = ask("--json", "--config", home.config, "--db", home.db, "items")
    after = ask("items", "--json", "--config", home.config, "--db", home.db)
    assert before == after
    assert before.json["items"]
    assert ask("feeds", "-c", home.config, "list", "--json").json["feeds"]


def test_the_environment_stands_behind_the_options(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_CONFIG", str(home.config))
    assert ask("items", "--json").json["items"]
    monkeypatch.setenv("MONITOR_DB", str(home.folder / "none.db"))
    assert ask("items").code == 3
    assert ask("items", "--db", home.db).code == 0


@click.command()
def broken() -> None:
    """Fail as no one expected."""
    raise LookupError("the\ncellar")


@click.command()
def interrupted() -> None:
    """Be stopped with Ctrl-C."""
    raise KeyboardInterrupt


def lead_to(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(front, name, globals()[name], raising=False)
    monkeypatch.setitem(front.root._later, "check", f"front:{name}")


def test_an_unexpected_fault_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_to(monkeypatch, "broken")
    said = ask("check")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "monitor: an unexpected fault, LookupError: the cellar (more with -v)"
    ]
    assert "Traceback" in ask("-v", "check").err


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_to(monkeypatch, "interrupted")
    said = ask("check")
    assert (said.code, said.out, said.err) == (130, "", "")


def test_a_list_loads_neither_the_rooms_settings_nor_what_only_terminals_need() -> None:
    spared = [
        "monitor.alerts",
        "monitor.delivery",
        "monitor.cli.regroup",
        "statistics",
        "subprocess",
    ]
    found = python(
        "-c",
        "import sys, monitor.cli.lists, monitor.store.store, monitor.config;"
        f" print([name for name in {spared!r} if name in sys.modules])",
    )
    assert found.stdout.splitlines()[-1] == "[]"


def test_the_collector_rests_while_libraries_load_and_works_while_a_command_does() -> None:
    found = python(
        "-c",
        "import gc, sys; from monitor.cli import main; from monitor.cli.call import Call;"
        " sys.argv = ['monitor', '--version']\n"
        "try: main()\n"
        "except SystemExit: print(gc.isenabled(), Call().begin(), gc.isenabled())",
    )
    assert found.stdout.splitlines()[-1] == "False None True"


def test_help_loads_no_library_but_its_own() -> None:
    heavy = f"import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = python(
        "-c",
        f"from monitor.cli.front import root; root(['--help'], standalone_mode=False); {heavy}",
    )
    assert found.stdout.splitlines()[-1] == "[]"


def test_a_list_in_a_pipe_loads_no_rich_and_no_network(home: Home) -> None:
    unused = tuple(name for name in HEAVY if name != "sqlite_utils")
    heavy = f"import sys; print([name for name in {unused!r} if name in sys.modules])"
    words = ["-c", str(home.config), "items"]
    found = python(
        "-c", f"from monitor.cli.front import root; root({words!r}, standalone_mode=False); {heavy}"
    )
    assert found.stdout.splitlines()[-1] == "[]"


def test_it_runs_as_a_module_with_the_exit_codes_of_the_contract(home: Home) -> None:
    done = python("-m", "monitor", "-c", str(home.config), "items", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lost = python("-m", "monitor", "-c", str(home.config), "show", "i999")
    assert (lost.returncode, lost.stdout) == (3, "")
    assert lost.stderr == "monitor: there is no item i999; the newest is i3\n"


def test_a_reader_that_leaves_is_no_fault(home: Home) -> None:
    script = (
        f"{sys.executable} -m monitor -c {home.config} items --json | true; echo ${{PIPESTATUS[0]}}"
    )
    found = subprocess.run(  # noqa: S603 (fixed words)
        ["/bin/bash", "-c", script],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stderr == ""
    assert found.stdout.strip() in {"0", "141"}


def test_closed_streams_are_no_fault(home: Home) -> None:
    script = f"{sys.executable} -m monitor -c {home.config} items >&- 2>&-"
    found = subprocess.run(  # noqa: S603 (fixed words)
        ["/bin/bash", "-c", script], env={"PYTHONPATH": str(ROOT)}, check=False
    )
    assert found.returncode == 0


WHOLE = "import sys; sys.argv = ['monitor', '--help']; from monitor.cli.front import main; main()"


def test_the_list_of_commands_is_kept_as_the_front_would_show_it() -> None:
    shown = click.Context(front.root, info_name="monitor", terminal_width=80).get_help() + "\n"
    kept = Path(front.__file__).with_name("help.txt").read_text("utf-8")
    assert kept == shown, f'write it anew: COLUMNS=80 python -c "{WHOLE}" > monitor/cli/help.txt'


def test_the_list_of_commands_needs_no_library() -> None:
    loaded = "sys.exit('click' in sys.modules or 're' in sys.modules)"
    for words in (["monitor", "-h"], ["monitor", "--help"]):
        done = python(
            "-c", f"import sys; sys.argv = {words}; import monitor.cli as c; c.main(); {loaded}"
        )
        assert (done.returncode, done.stdout[:6]) == (0, "Usage:"), done.stderr


def test_alone_the_installed_command_says_how_things_stand(home: Home) -> None:
    """The whole way from the process's first line, where a page that is kept could get in."""
    done = python("-m", "monitor", MONITOR_CONFIG=str(home.config))
    assert done.stdout.startswith("The story monitor is not running"), done
    assert "monitor run" in done.stdout
