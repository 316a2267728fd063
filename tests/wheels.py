"""The wheel of this project, and environments to install it into, for the checks that start from what is published."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from building import ROOT


def built_wheel(folder: Path) -> Path:
    """The wheel, made anew in that folder, which is emptied before."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def clean_environment(folder: Path) -> Path:
    """The interpreter of a virtual environment made anew in that folder."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / "bin" / "python"


def install(python: Path, *packages: str) -> None:
    """Have pip of that interpreter install the packages, or do what options among them say."""
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--quiet", *packages], check=True)
