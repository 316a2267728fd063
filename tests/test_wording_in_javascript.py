"""What scripts say is what Python says: sentences, numbers, days and lists, in English and in other languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import NullTranslations
from typing import Any

import pytest

from in_node import answers
from policy_history.days import day_in_words
from policy_history.wording import _, ngettext, speaking
from policy_history.wording.browser import words_for_scripts
from policy_history.wording.catalogue import interface_language
from policy_history.wording.cldr import list_of, number_of
from test_wording import PLUGINS

SCRIPTS = PLUGINS / "mkdocs_policy_versions" / "assets" / "javascripts"
DAYS = ["2014-09-24", "0999-02-28", "2024-02-29", "2020-01-01"]
NUMBERS = [0, 1, 2, 5, 11, 21, 100, 999, 12345, 1234567]


def said(catalogue: Any) -> list[Any]:
    asked = [["numberInWords", n] for n in NUMBERS] + [["dayInWords", day] for day in DAYS]
    asked += [["listInWords", ["a", "b", "c"][:n]] for n in (1, 2, 3)]
    asked += [["_", "%(a)s of 100 %% since %(b)s", {"a": 54321, "b": "Monday"}]]
    asked += [["ngettext", "%(num)s word", "%(num)s words", n] for n in NUMBERS]
    asked += [["parts", "See %(link)s.", {"link": {"an": "element"}}]]
    (found,) = answers(SCRIPTS, "wording.mjs", [{"catalogue": catalogue, "said": asked}])
    return found


def by_python(catalogue: Any, write: Callable[[str], Any] = str) -> list[Any]:
    language = interface_language()
    expected: list[Any] = [number_of(n, language) for n in NUMBERS]
    # Where Python's days stand in <time>, which is not broken, those of scripts stand between other words.
    expected += [day_in_words(date.fromisoformat(day)).replace(" ", "\N{NO-BREAK SPACE}") for day in DAYS]
    expected += [list_of(["a", "b", "c"][:n], language) for n in (1, 2, 3)]
    expected += [_("%(a)s of 100 %% since %(b)s", a=54321, b="Monday")]
    expected += [ngettext("%(num)s word", "%(num)s words", n) for n in NUMBERS]
    return [*expected, ["See ", {"an": "element"}, "."]]


def test_in_english_nothing_is_put_into_the_page() -> None:
    assert words_for_scripts() is None
    assert said(None) == by_python(None)


class Polish(NullTranslations):
    """Three plural forms, and a sentence in another order."""

    def gettext(self, message: str) -> str:
        return {"%(a)s of 100 %% since %(b)s": "Od %(b)s %(a)s ze 100 %%"}.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        if n == 1:
            return "%(num)s słowo"
        return "%(num)s słowa" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "%(num)s słów"


@pytest.mark.parametrize("language", ["pl", "de", "sv"])
def test_another_language_counts_by_its_own_rules(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = ["%(a)s of 100 %% since %(b)s", ("%(num)s word", "%(num)s words")]
    monkeypatch.setitem(words_for_scripts.__globals__, "_said_by_scripts", lambda: heard)
    with speaking(language, Polish() if language == "pl" else NullTranslations()):
        catalogue = words_for_scripts()
        found, expected = said(catalogue), by_python(catalogue)
    # Babel and browsers differ where CLDR leaves a choice: Polish groups no four digits in a browser.
    assert found == expected


class Arabic(NullTranslations):
    """Six plural forms, the most that CLDR has."""

    def ngettext(self, one: str, many: str, n: int) -> str:
        forms = [n == 0, n == 1, n == 2, 3 <= n % 100 <= 10, 11 <= n % 100 <= 99, True]
        return f"form {forms.index(True)}"


def test_every_plural_form_of_a_language_is_in_the_page() -> None:
    with speaking("ar", Arabic()):
        found = words_for_scripts()
    assert found is not None
    plurals = [each for each in found["messages"].values() if isinstance(each, dict)]
    forms = {name: f"form {n}" for n, name in enumerate(("zero", "one", "two", "few", "many", "other"))}
    assert plurals and all(each == forms for each in plurals)


def test_the_page_has_what_its_scripts_say_and_no_more_and_names_the_language_as_browsers_do() -> None:
    with speaking("pt-BR", NullTranslations()):
        found = words_for_scripts()
    assert found is not None
    assert found["language"] == "pt-BR"
    assert "Choose a day, or any two versions" in found["messages"]  # of the page that compares
    assert "General question" not in found["messages"]  # of a form, made before the page is there
