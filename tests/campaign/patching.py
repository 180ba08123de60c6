"""How a mutant puts its fault in, wherever a name stands that it replaces."""

from __future__ import annotations

import importlib


def put(place: str, fault: object) -> None:
    """Replace ``module:name`` or ``module:Class.name`` by a fault; what is not there is an error."""
    module, _, path = place.partition(":")
    owner: object = importlib.import_module(module)
    *classes, name = path.split(".")
    for one in classes:
        owner = getattr(owner, one)
    getattr(owner, name)
    setattr(owner, name, fault)
