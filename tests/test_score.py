"""``scripts/score``: a redline for each line of a file, and a sentence where there is none to be had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_history.score import main


@pytest.mark.parametrize("arguments", [[], ["redline"], ["other", "a"], ["redline", "a", "b"]])
def test_called_otherwise_it_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err == "Usage: scripts/score redline PAIRS.jsonl\n"


def test_each_pair_is_answered_and_a_broken_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": "one", "old": "We keep it.\n", "new": "We keep all.\n"}) + "\n{]\n", "utf-8")
    with pytest.raises(SystemExit, match=r"pairs\.jsonl:2:2: this line is not JSON"):
        main(["redline", str(pairs)])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["id"], answer["classes"]["wording"]) == ("one", 1)
    assert [(each["op"], each["class"], each["move"]) for each in answer["segments"]] == [
        ("equal", None, None),
        ("delete", "wording", None),
        ("insert", "wording", None),
        ("equal", None, None),
    ]
