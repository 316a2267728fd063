"""The catalogue of the interface's sentences: complete, current, and nothing in it can become markup."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel import Locale, localedata
from jinja2 import Environment, nodes
from markupsafe import Markup

from policy_history.days import day_before, day_in_words
from policy_history.wording import N_, _, ngettext, pieces, speaking
from policy_history.wording.cldr import day_of, direction_of, list_of, number_of
from policy_history.wording.extraction import TEMPLATE, template
from policy_history.wording.templates import install

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
SAYING = {"_", "N_", "gettext", "ngettext", "pieces"}


class Backwards(NullTranslations):
    """A language in which every sentence stands between two signs, its places in reverse order."""

    def gettext(self, message: str) -> str:
        return "¡" + " ".join(reversed(message.split(" "))) + "!"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 2 else many)


def environment() -> Environment:
    made = Environment(autoescape=True)
    install(made)
    return made


def test_the_catalogue_for_translators_is_the_one_of_this_code() -> None:
    written = (PLUGINS / "policy_history" / "wording" / TEMPLATE).read_bytes()
    assert written == template(), "A sentence has changed: run python -m policy_history.wording."


def test_a_sentence_of_python_takes_its_values_by_name_and_numbers_by_cldr() -> None:
    assert _("What changed on %(day)s: 100 %% of it", day="Monday") == "What changed on Monday: 100 % of it"
    assert ngettext("%(num)s word", "%(num)s words", 1) == "1 word"
    assert ngettext("%(num)s word", "%(num)s words", 12345) == "12,345 words"
    assert _("%(truth)s", truth=True) == "True"
    assert N_("Later") == "Later"


def test_another_language_orders_and_counts_in_its_own_way() -> None:
    with speaking("ar", Backwards()):
        assert _("from %(first)s to %(last)s", first=1, last=2) == "¡2 to 1 from!"
        assert ngettext("%(num)s day", "%(num)s days", 2) == "¡day 2!"
        assert day_in_words(date(2014, 9, 24)) == "24 سبتمبر 2014"
    assert day_in_words(date(2014, 9, 24)) == "24 September 2014"


def test_a_sentence_in_pieces_has_its_values_as_they_are() -> None:
    assert pieces("100 %% of %(link)s", link=["a"]) == ["100 % of ", ["a"]]
    with speaking("xx", Backwards()):
        assert pieces("from %(first)s to %(last)s", first=1, last=2) == ["¡", 2, " to ", 1, " from!"]
    assert pieces("%(first)s%(last)s", first=1, last=2) == [1, 2]


def test_of_a_period_in_one_year_the_last_day_alone_names_it() -> None:
    last = date(2014, 9, 24)
    assert day_before(date(2014, 4, 1), last) == "1 April"
    assert day_before(date(2013, 4, 1), last) == "1 April 2013"
    with speaking("de", NullTranslations()):
        assert day_before(date(2014, 4, 1), last) == "1. April"


def test_a_language_that_cldr_does_not_have_is_written_as_english() -> None:
    assert (day_of(date(2014, 9, 24), "tlh"), number_of(12345, "tlh")) == ("24 September 2014", "12,345")
    assert day_of(date(2014, 9, 24), "de-x-firm") == "24. September 2014"


def test_a_language_that_is_not_in_the_package_is_refused() -> None:
    with pytest.raises(FileNotFoundError), speaking("tlh"):
        pass


def test_a_catalogue_beside_the_code_is_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: pt_BR\\n"\n\n'
    (tmp_path / "pt-BR.po").write_text(f'{header}msgid "Later"\nmsgstr "Até já"\n', "utf-8")
    monkeypatch.setattr("policy_history.wording.catalogue.files", lambda _: tmp_path)
    with speaking("pt-BR"):
        assert (_("Later"), _("Sooner")) == ("Até já", "Sooner")
    assert _("Later") == "Later"


def test_values_in_a_sentence_of_a_template_never_become_markup() -> None:
    source = '{{ _("<b>%(name)s</b> by %(who)s", name=name, who=who) }}{{ name|worded }}'
    said = environment().from_string(source).render(name="<i>%(x)s", who=Markup("<q>her</q>"))
    assert said == "<b>&lt;i&gt;%(x)s</b> by <q>her</q>&lt;i&gt;%(x)s"


def test_a_block_of_a_template_is_one_sentence_whose_numbers_are_by_cldr() -> None:
    source = """{% trans n=n, title=title %}
      <b>%(n)s</b> change in <a>{{ title }}</a>, 5 % of {{ n }}
      {% pluralize n %}
      <b>{{ n }}</b> changes in <a>{{ title }}</a>
    {% endtrans %}"""
    ready = environment().from_string(source.replace("%(n)s", "{{ n }}"))
    assert ready.render(n=1, title="A & B") == "<b>1</b> change in <a>A &amp; B</a>, 5 % of 1"
    assert ready.render(n=4321, title="<i>") == "<b>4,321</b> changes in <a>&lt;i&gt;</a>"


def test_a_template_speaks_the_language_of_the_hour_at_which_it_is_rendered() -> None:
    ready = environment().from_string('{{ _("in force since %(day)s", day=day) }} {{ "upcoming"|worded }}')
    with speaking("xx", Backwards()):
        assert ready.render(day="<day>") == "¡&lt;day&gt; since force in! ¡upcoming!"
    assert ready.render(day="now") == "in force since now upcoming"


def test_the_direction_of_a_language_is_the_one_that_cldr_has_for_it() -> None:
    names = localedata.locale_identifiers()
    leftward = {name for name in names if Locale.parse(name).character_order == "right-to-left"}
    assert {name for name in names if direction_of(name.replace("_", "-")) == "rtl"} == leftward


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *[(tag, "rtl") for tag in ("iw", "az-Arab", "pa-PK", "AR", "ar-u-nu-latn", "ff-adlm")],
        *[(tag, "ltr") for tag in ("he-Latn", "pa", "zh-Hant-TW", "en-x-hebr", "tlh", "")],
    ],
)
def test_the_direction_of_other_tags(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction


def test_numbers_and_lists_are_written_as_a_language_writes_them() -> None:
    assert [number_of(n, "en") for n in (0, 999, 1000, -1234567)] == ["0", "999", "1,000", "-1,234,567"]
    assert number_of(12345, "de") == "12.345"
    assert [list_of(parts, "en") for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert list_of(["a", "b"], "he") == "a וb"


def _unreadable_in_python() -> Iterator[str]:
    for path in sorted(PLUGINS.rglob("*.py")):
        if "wording" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                given = node.args[: 2 if node.func.id == "ngettext" else 1]
                if not all(isinstance(each, ast.Constant) for each in given):
                    yield f"{path.name}:{node.lineno}"


def _unreadable_in_templates() -> Iterator[str]:
    for path in sorted([*PLUGINS.rglob("*.html"), *PLUGINS.rglob("*.xml")]):
        if "scaffold" in path.parts or "editor" in path.parts:
            continue
        for call in environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in SAYING:
                given = call.args[: 2 if call.node.name == "ngettext" else 1]
                if not all(isinstance(each, nodes.Const | nodes.TemplateData) for each in given):
                    yield f"{path.name}:{call.lineno}"


def _unreadable_in_scripts() -> Iterator[str]:
    for path in sorted(PLUGINS.rglob("*.js")):
        for found in re.finditer(
            r"(?<![\w.$])(?:_|N_|ngettext|parts|pluralParts)\((?!\s*[\")])", path.read_text("utf-8")
        ):
            if path.name not in ("wording.js", "library.js"):  # where they are made, and a method of that name
                yield f"{path.name}: {found[0]}"


def test_every_sentence_stands_where_it_is_said_so_that_it_is_found_and_no_value_is_taken_for_one() -> None:
    assert [*_unreadable_in_python(), *_unreadable_in_templates(), *_unreadable_in_scripts()] == []
