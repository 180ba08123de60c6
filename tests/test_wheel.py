"""The wheel alone, away from the clone: configuration, seeds, catalogue and demo are in it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BUILD = "from hatchling.build import build_wheel; build_wheel({out!r})"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked as an installer would."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(  # noqa: S603 (this interpreter)
        [sys.executable, "-c", BUILD.format(out=str(folder))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def run(unpacked: Path, folder: Path, *words: str) -> str:
    found = subprocess.run(  # noqa: S603 (this interpreter)
        [sys.executable, *words],
        cwd=folder,
        env={"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_a_first_configuration_comes_out_of_the_wheel_and_is_sound(
    unpacked: Path, tmp_path: Path
) -> None:
    where = run(unpacked, tmp_path, "-c", "import monitor; print(monitor.__file__)")
    assert where.startswith(str(unpacked))
    made = json.loads(run(unpacked, tmp_path, "-m", "monitor", "config", "init", "--json"))
    shipped = [f"{part}/{file.name}" for part in ("config", "seeds") for file in _files(part)]
    assert sorted(made["written"]) == sorted(shipped)
    assert "58 configured" in run(unpacked, tmp_path, "-m", "monitor", "check")


def _files(part: str) -> list[Path]:
    return [file for file in (ROOT / part).iterdir() if file.suffix != ".md"]


def test_catalogue_schemas_and_demo_are_in_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    words = ("-m", "monitor", "feeds", "suggest", "--group", "norway", "--limit", "0", "--json")
    assert len(json.loads(run(unpacked, tmp_path, *words))["feeds"]) > 50
    assert run(unpacked, tmp_path, "-m", "monitor", "config", "reference") == (
        ROOT / "config" / "REFERENCE.md"
    ).read_text("utf-8")
    inside = {
        str(file.relative_to(unpacked / "monitor")) for file in (unpacked / "monitor").rglob("*.t*")
    }
    assert {"demo/story.toml", "seeds/topics.toml", "text/places/names.txt"} <= inside
