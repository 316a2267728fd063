"""The 23 goals for what readers get, each with what shows that it is met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A goal, and what checks it.

    ``checks`` are names of this package's checks, ``tests`` beginnings of test ids of scripts/test. ``rest`` is what
    neither looks at, or by how much the goal is missed on purpose.
    """

    text: str
    checks: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    rest: str = ""


_READING = "tests/site/test_browser_reading.py"
_QUIET = "tests/site/test_browser_quiet.py"
_WEIGHT = "tests/site/test_weight.py"
_REDLINE = "tests/site/test_browser_redline.py"
_SAME = "tests/site/test_same_bytes.py"
_MACHINE = "tests/site/test_machine_files.py"

GOALS = (
    Goal("axe finds nothing, on every kind of page, at 1280 and 320 px, light, dark and in forced colours", ("axe",)),
    Goal(
        "Every stop of the Tab key is seen, every control is a stop, the first one skips to the content",
        ("keyboard",),
    ),
    Goal("The Nu checker and html-validate find no error", ("Nu", "html-validate")),
    Goal(
        "A text page takes at most 40 KB on the wire in 3 requests, a redline with 300 changes 45 KB",
        tests=(f"{_WEIGHT}::test_a_text_page", f"{_WEIGHT}::test_a_redline"),
        rest="A publisher's own icon is one request more.",
    ),
    Goal("No request to a third party", tests=(_QUIET, "tests/site/test_browser_security.py")),
    Goal("No cookie and no storage at load, compared with the inventory in both directions", tests=(_QUIET,)),
    Goal(
        "A strict content security policy without any “unsafe”, no console message, no script on text pages",
        tests=("tests/test_content_security.py", "tests/site/test_browser_security.py"),
    ),
    Goal(
        "Without JavaScript everything can be read, compared and sent, and the dark colours come",
        tests=(
            f"{_READING}::test_dark_pages",
            "tests/site/test_browser_compare.py::test_without_script",
            "tests/site/test_browser_journey.py",
        ),
        rest="Choosing any two revisions needs a script; ready-made comparisons do not.",
    ),
    Goal("No sideways scrolling at 320 px, at 400 % and with wide spacing; no column out of sight", ("room",)),
    Goal(
        "Every change has labels in words, a list of changes first, and links to the next and previous one",
        tests=(
            "tests/site/test_example_site.py::test_each_redline",
            f"{_REDLINE}::test_what_is",
            f"{_REDLINE}::test_the_changes_are_walked",
        ),
    ),
    Goal(
        "Colours of a redline are apart for every kind of colour vision, readable, and never alone",
        tests=(
            f"{_REDLINE}::test_removed_and_added",
            f"{_REDLINE}::test_marked_text",
            f"{_REDLINE}::test_the_lines_tell",
        ),
    ),
    Goal(
        "No export of text joins removed and added words",
        tests=(
            "tests/site/test_larger_site.py::test_the_search",
            "tests/test_machine_formats.py::test_a_feed_tells_changes_as",
            "tests/site/test_paper.py::test_redlines",
        ),
    ),
    Goal(
        "Paper says which text it is on every sheet; no stranded heading, no blank sheet",
        tests=("tests/site/test_paper.py",),
        rest="Read back from Chromium's PDF only.",
    ),
    Goal("Two builds on other days, in other surroundings, give the same bytes", tests=(_SAME,)),
    Goal(
        "Dates of the sitemap and of feeds are the revisions' own",
        tests=("tests/site/test_every_page.py::test_the_sitemap", f"{_MACHINE}::test_a_feed_changes"),
    ),
    Goal(
        "Hashes of all files, a lock on what was published, and a command that verifies a site offline",
        tests=("tests/site/test_verify.py", "tests/test_lock.py"),
    ),
    Goal("Links between versions, structured data, Atom, JSON Feed and TimeMap are valid", tests=(_MACHINE,)),
    Goal(
        "security.txt is published when it is configured, and its date watched",
        tests=("tests/test_well_known.py",),
    ),
    Goal(
        "Forms work without JavaScript, and errors are readable",
        tests=("tests/site/test_browser_journey.py", "tests/site/test_browser_forms.py"),
    ),
    Goal("No broken link and no broken fragment", ("lychee",)),
    Goal(
        "Lighthouse gives 100 for accessibility, best practices and search engines",
        ("Lighthouse", "pa11y"),
        rest="The text in force has 92 for search engines: the policy's own words call links “here”. Left out: robots.txt, whose "
        "fetch the pages' policy forbids; pages that ask not to be indexed; performance, which is held to bytes instead.",
    ),
    Goal(
        "A site with fifty revisions takes at most 10 MB, without source maps and languages that nobody uses",
        ("fifty revisions",),
        (f"{_WEIGHT}::test_nothing_of_the_theme",),
        rest="With four changes a revision. Comparisons with the text in force are ready-made for the newest texts only.",
    ),
    Goal("The daily checks of six kinds of page take at most a minute", ("a minute",)),
)
