"""Completion: the scripts, and what the shell is offered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from click.shell_completion import ShellComplete

from monitor.cli.completion import SHELLS
from monitor.cli.front import root
from tests.cli.conftest import Home, ask


def offered(*words: object, typed: str = "") -> list[str]:
    maker = ShellComplete(root, {}, "monitor", "_MONITOR_COMPLETE")
    return [one.value for one in maker.get_completions([str(word) for word in words], typed)]


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    said = ask("completion", shell)
    assert said.code == 0
    assert f"_MONITOR_COMPLETE={shell}_complete" in said.out
    assert ask("completion", shell, "--json").json["script"] == said.out.removesuffix("\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_accepts_the_script(shell: str) -> None:
    command = which(shell)
    if command is None:
        pytest.skip(f"{shell} is not installed")
    script = ask("completion", shell).out
    found = subprocess.run(  # noqa: S603 (a shell that only reads)
        [command, "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_commands_and_options_are_offered() -> None:
    assert offered(typed="dev") == ["developments"]
    assert offered("feeds", typed="h") == ["health"]
    assert "--since" in offered("items", typed="--s")
    assert offered("items", "--min-priority", typed="f") == ["flash"]


def test_seeds_storylines_and_ids_are_offered(home: Home) -> None:
    told = ("-c", home.config)
    assert offered(*told, "items", "--seed") == ["ferry"]
    assert "casualties" in offered(*told, "stories", "--storyline")
    assert "a1" in offered(*told, "show")
    assert offered(*told, "show", typed="i") == ["i3", "i2", "i1"]


def test_where_nothing_can_be_read_nothing_is_offered(empty: Home) -> None:
    assert offered("-c", empty.config, "show", typed="i") == []
    assert offered("-c", empty.folder / "no.toml", "items", "--seed") == []


# What each shell does when the key is pressed, with the words before it in $line.
PRESSED = {
    "bash": "source ./script; COMP_WORDS=($line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
    ' _monitor_completion monitor; printf "%s\\n" "${COMPREPLY[@]}"',
    "fish": 'source ./script; complete -C "$line" | string replace -r "\\t.*" ""',
    "zsh": "autoload -U compinit; compinit -u; compadd() { print -l ${(P)@[-1]}; };"
    " _describe() { local -a found=(${(P)3}); print -l ${found%%:*}; };"
    " source ./script; words=(${=line}); CURRENT=$#words; _monitor_completion",
}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("monitor develop", "developments"),
        ("monitor stories --storyline casu", "casualties"),
        ("monitor explain a1", "a1"),
        ("monitor seed bui", "build"),
    ],
)
@pytest.mark.timeout(60)  # a shell and a whole process; half a second on a quiet machine
@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_completes_a_word(home: Home, shell: str, line: str, word: str) -> None:
    """The whole way: the script in the real shell, which asks the installed command."""
    command = which(shell)
    if command is None:
        pytest.skip(f"{shell} is not installed")
    (home.folder / "script").write_text(ask("completion", shell).out)
    found = subprocess.run(  # noqa: S603 (a shell with our script)
        [command, "-c", PRESSED[shell]],
        cwd=home.folder,
        env={
            "HOME": str(home.folder),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "MONITOR_CONFIG": str(home.config),
            "line": line,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (word, "") == (found.stdout.strip(), found.stderr)
