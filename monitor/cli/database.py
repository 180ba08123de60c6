"""`db`: looking after the database."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.asking import dry_run_option
from monitor.cli.call import Call, now
from monitor.cli.commands import Group
from monitor.cli.encode import print_one
from monitor.cli.paper import count, say
from monitor.errors import StoreError, VerificationFailed

_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@click.group(cls=Group, epilog="Example: monitor db backup /backup/monitor-2025-11-18.db")
def db() -> None:
    """Check, back up and clear the database."""


@db.command(epilog="Example: monitor db migrate")
@dry_run_option
@click.pass_obj
def migrate(call: Call, *, dry_run: bool) -> None:
    """Bring the schema up to date; the daemon has to rest meanwhile."""
    from monitor.store import Store

    path = call.stored()
    if dry_run:
        before, after = Store.migrate(path, dry_run=True)
    else:
        with Store.lock(path):
            before, after = Store.migrate(path)
    if call.json:
        print_one({"path": path, "before": before, "after": after, "written": not dry_run})
    elif before == after:
        say(f"{path}: schema {after}, nothing to do")
    else:
        say(f"{path}: schema {before} {'would become' if dry_run else 'became'} {after}")


@db.command(epilog="Example: monitor db check")
@click.pass_obj
def check(call: Call) -> None:
    """Verify that the database is sound."""
    path = call.stored()
    try:
        with call.reading() as store:
            faults = store.check()
            counts = store.counts()
    except StoreError as error:
        name = getattr(error.__cause__, "sqlite_errorname", None) or ""
        if name.startswith(_DAMAGE):
            raise VerificationFailed(str(error)) from error
        raise
    if call.json:
        print_one({"path": path, "sound": not faults, "faults": faults})
    elif not faults:
        say(f"{path}: sound, {count(counts.items, 'item')}, {counts.size / 1e6:.1f} MB")
    if faults:
        raise VerificationFailed("\n".join(f"{path}: {fault}" for fault in faults))


@db.command(epilog="Example: monitor db backup /backup/monitor.db")
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@click.pass_obj
def backup(call: Call, file: Path, *, dry_run: bool) -> None:
    """Copy the database into a new FILE, beside a running daemon."""
    path = call.stored()
    if dry_run:
        if file.exists():
            raise StoreError(f"{file} exists already; name a new file for the backup")
    else:
        with call.reading() as store:
            store.backup(file)
    if call.json:
        print_one({"path": path, "copy": file, "written": not dry_run})
    else:
        say(f"{path} {'would be' if dry_run else 'was'} copied to {file}")


@db.command(epilog="Example: monitor db prune --dry-run")
@dry_run_option
@click.pass_obj
def prune(call: Call, *, dry_run: bool) -> None:
    """Clear items that were kept long enough; what was told stays."""
    settings = call.load().store
    with call.reading() if dry_run else call.writing() as store:
        pruned = store.prune(settings, now(), dry_run=dry_run)
    if call.json:
        print_one({"items": pruned, "written": not dry_run})
    else:
        would = "would be" if dry_run else "was" if pruned == 1 else "were"
        say(f"{count(pruned, 'item')} {would} cleared")
