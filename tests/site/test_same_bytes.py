"""The same source gives the same bytes: whoever builds it, wherever, and in whatever surroundings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from building import IN_MATERIAL, ROOT, build, change, contents, copy_example

pytestmark = pytest.mark.slow

# ASCII in the terminal and the farthest time zone, where the day of the build is another one.
OTHER = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4242",
}
MOMENT = "2026-06-15T23:30"
# Nothing takes effect on either site between the two.
LATER = "2026-08-31T04:05"


def clone(target: Path) -> Path:
    """A clone of what is committed here, as anyone would get it."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is not a clone, so there is nothing to clone")
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(target)], check=True)
    return target


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_two_clones_on_other_days_in_other_surroundings_give_the_same_site(tmp_path: Path) -> None:
    one = build(clone(tmp_path / "one"), tmp_path / "site", MOMENT)
    place = tmp_path / "an other" / "größer"
    other = build(clone(place / "two"), place / "site", LATER, **OTHER)
    assert len(contents(one)) > 20
    assert differing(contents(one), contents(other)) == []


def test_the_example_gives_the_same_site_without_git_on_another_day_in_other_surroundings(tmp_path: Path) -> None:
    one = contents(build(copy_example(tmp_path / "one", anew=True), tmp_path / "site one", MOMENT))
    folder = copy_example(tmp_path / "a-telling-name" / "two", anew=True)
    other = contents(build(folder, tmp_path / "site two", LATER, **OTHER))
    assert differing(one, other) == []
    # No file tells where it was built.
    telling = re.compile(rb"a-telling-name|" + re.escape(str(tmp_path).encode()))
    assert [path for path, data in other.items() if telling.search(data)] == []


def test_materials_own_frame_gives_the_same_site_on_another_day(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder", anew=True)
    shutil.rmtree(folder / "policy_versions/membership")  # two fifths of the pages, and none of another kind
    change(folder, IN_MATERIAL)
    one = build(folder, tmp_path / "one", MOMENT)
    other = build(folder, tmp_path / "other", LATER, **OTHER)
    assert differing(contents(one), contents(other)) == []
