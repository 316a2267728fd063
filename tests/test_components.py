"""Components of MDX in a text that is brought in: their text stays, with their labels; what only looks like one stays."""

from __future__ import annotations

import pytest

from policy_history.history_import.converting import Conversion

TABS = """import Tabs from '@theme/Tabs';
import {
  TabItem,
} from '@theme/TabItem';

<Tabs groupId="region"{more}>
  <TabItem value="eu"{label}>

    In the Union the law of your home applies.

    - One right
      - A right within it

  </TabItem>
  <TabItem value="us">In the States.</TabItem>
</Tabs>
"""


def converted(text: str) -> tuple[list[str], Conversion]:
    """The paragraphs of what a text becomes."""
    done = Conversion(text)
    assert done.lost == []
    return [part.strip("\n") for part in done.text.split("\n\n") if part.strip()], done


@pytest.mark.parametrize(
    ("more", "label", "said"),
    [
        ("", ' label="Europe" default', ["Europe", "us"]),
        ("", "", ["eu", "us"]),
        (" values={[{label: 'Europe', value: 'eu'}, {label: 'America', value: 'us'}]}", "", ["Europe", "America"]),
        (" items={['Europe', \"America\"]}", "", ["Europe", "America"]),
    ],
)
def test_tabs_stand_one_below_the_other_under_their_labels(more: str, label: str, said: list[str]) -> None:
    paragraphs, done = converted(TABS.replace("{more}", more).replace("{label}", label))
    words = [part.strip() for part in paragraphs]
    assert words == [
        f"**{said[0]}**",
        "In the Union the law of your home applies.",
        "- One right\n  - A right within it",
        f"**{said[1]}**",
        "In the States.",
    ]
    assert not any(part.startswith("    ") for part in paragraphs), "no line may become code"
    assert done.changes == {"imports of code removed": 2, "components made their text": 3}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('<Callout type="info">\n  Take care.\n</Callout>', ["Take care."]),
        ('Read <Term title="means x">this</Term> well.', ["Read this well."]),
        ("<Note>\n<Inner.Part on={() => x}>\nDeep.\n</Inner.Part>\n</Note>", ["Deep."]),
        ("<Steps>\n### First\n\nDo it.\n</Steps>", ["### First", "Do it."]),
        ('<Layout title="Privacy">\n\n# Privacy\n\nWords.\n</Layout>', ["# Privacy", "Words."]),
        ("Before.\n\n{/* for the\nlawyer */}\n\nBehind.", ["Before.", "Behind."]),
        ("<B>x</B>\n\nexport const meta = {\n  title: 'P',\n\n  n: 1,\n}\n\nText.", ["x", "Text."]),
    ],
)
def test_what_a_component_shows_stays(written: str, meant: list[str]) -> None:
    assert [part.strip() for part in converted(written)[0]] == meant


@pytest.mark.parametrize(
    "text",
    [
        "A contract between <Company> and <Customer>, of <Date>.",
        "```jsx\n<Tabs>\n</Tabs>\n```",
        "Write `<Tabs>x</Tabs>` there.",
        "import duties are yours.\n\nexport control laws apply.",
        "export const is a word of a program.",
        "export default function Page() {\n  return <main><p>Words.</p></main>\n}\n\n<Tabs>\nx\n</Tabs>",
    ],
)
def test_what_is_no_component_loses_nothing(text: str) -> None:
    paragraphs, done = converted(text)
    assert "Tabs" not in text or "Tabs" in done.text or "Words." in done.text
    assert "imports of code removed" not in done.changes and len(paragraphs) == len(text.split("\n\n"))


@pytest.mark.parametrize("fields", [';;;\n{"title": "P"}\n;;;\n', '---json\n{"title": "P",\n "n": 1}\n---\n'])
def test_front_matter_of_json_between_marks_goes(fields: str) -> None:
    assert Conversion(f"{fields}# P\n\nText.\n").text == "# P\n\nText.\n"
    assert Conversion(";;;\nNo fields\n;;;\n").text == ";;;\nNo fields\n;;;\n"
