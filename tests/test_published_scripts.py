"""The scripts of pages: what of them is published, and which modules a page must name."""

from __future__ import annotations

from importlib.resources import files

import pytest

from policy_history.publish.scripts import PACKAGE, modules, scripts


def written(address: str) -> str:
    return files(PACKAGE).joinpath("assets", address).read_text("utf-8")


@pytest.mark.parametrize("address", sorted(scripts()))
def test_a_script_is_published_without_the_comments_between_its_lines(address: str) -> None:
    published = scripts()[address].decode().splitlines()
    # Text of several lines, in which a comment would be no comment, is in no script.
    assert [line for line in published if line.count("`") % 2] == []
    code = [line for line in _without_comments(written(address)) if line]
    assert [line for line in published if line] == code


def _without_comments(text: str) -> list[str]:
    """The lines outside comments that have lines to themselves, found line by line."""
    left, inside = [], False
    for line in text.splitlines():
        bare = line.strip()
        begins = bare.startswith("/*") and ("*/" not in bare or bare.index("*/") == len(bare) - 2)
        if not (inside or begins or bare.startswith("//")):
            left.append(line)
        inside = (inside or begins) and "*/" not in bare
    return left


def test_a_page_names_all_modules_of_a_script() -> None:
    names = "deadlines fields receipt reference sending words".split()
    assert modules("policy-form.js") == tuple(f"javascripts/form/{name}.js" for name in names)
    assert modules("policy-panel.js") == ()
