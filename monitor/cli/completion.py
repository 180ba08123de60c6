"""`completion`: a script that lets the shell complete commands, options, seeds and ids."""

from __future__ import annotations

import click

from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.encode import print_one

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_MONITOR_COMPLETE"


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  eval "$(monitor completion bash)"         in ~/.bashrc
  eval "$(monitor completion zsh)"          in ~/.zshrc
  monitor completion fish > ~/.config/fish/completions/monitor.fish
""",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_obj
def completion(call: Call, shell: str) -> None:
    """Print the completion script for bash, zsh or fish."""
    from click.shell_completion import get_completion_class

    from monitor.cli.front import root

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    maker = kind(root, {}, "monitor", _VARIABLE)
    script = maker.source_template % maker.source_vars()
    if call.json:
        print_one({"shell": shell, "script": script})
    else:
        click.echo(script)
