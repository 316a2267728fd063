"""``policy init``: a site begun, or policies in a site that is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..problems import CannotProceed, errors_in
from .extras import say, writing
from .import_history import of_past
from .lookup import Day, today
from .options import FILE, of_checkout_today

if TYPE_CHECKING:
    from ..scaffold.answers import Answers
    from ..scaffold.beginning import Beginning, Ground
    from .first_text import FirstText

_QUESTIONS = ("publisher", "site", "language", "kind", "title", "slug", "reached", "address", "host", "timezone")


@click.command()
@click.option("--add", is_flag=True, help="Put policies into the MkDocs site that is here.")
@click.option("--yes", is_flag=True, help="Ask nothing, and write what is to be written.")
@click.option("--publisher", default="", help="Who publishes the policies.")
@click.option("--site", default="", help="The title of the site.")
@click.option("--kind", default="", help="What the first policy is about: privacy, terms or other.")
@click.option("--title", default="", help="The title of the first policy.")
@click.option("--slug", default="", help="The name of its folder, which is its address: privacy.")
@click.option("--language", default="", help="The language of its text, such as en or fr.")
@click.option("--reached", default="", help="How readers reach you, a sentence shown where there is no form.")
@click.option("--address", default="", help="The address under which the site is published.")
@click.option("--host", default="", help="Workflows for github, gitlab or none.")
@click.option("--draft", type=FILE, help="The text of the policy today: a Word document or a saved web page.")
@click.option("--effective", type=Day(), help="The day from which that text applies. Default: a draft, in 90 days.")
@click.option(
    "--history", "source", type=click.Path(exists=True, path_type=Path), help="A git repository, an Open Terms Archive."
)
@of_past
@of_checkout_today
def init(root: Path, folder: str, add: bool, yes: bool, **told: Any) -> None:
    """Begin a site of policies in this folder, or with --add put policies into the MkDocs site that is here.

    Asks who publishes, what the first policy is called and where its text is kept today; Enter takes the answer in
    brackets. Options answer beforehand, and with --yes nothing is asked. Nothing that is there is overwritten; with
    --add the change to mkdocs.yml is shown first. In a site that has policies already, --add begins another one.

    Then: policy check says what is still to be filled in, and mkdocs serve shows the site.
    """
    from ..scaffold.plan import write

    with writing():
        begun, answers, draft = _begun(root, folder, told, add=add, is_silent=yes)
        _show(begun)
        if begun.plan.is_empty:
            say("Everything is there already. Nothing was changed.")
            return
        if add and not yes:
            click.confirm("Write this?", abort=True)
        write(begun.plan)
    _tell_next(begun, answers, draft)


def _begun(
    root: Path, folder: str, told: Mapping[str, Any], *, add: bool, is_silent: bool
) -> tuple[Beginning, Answers, str]:
    """What is to be written, from which answers, and the path of a text that is a draft still."""
    from ..scaffold.beginning import beginning
    from .asking import Asker, ask
    from .first_text import FirstText, ask_first
    from .import_history import Past

    ground = _ground(root, add=add)
    day, folder = today(told["timezone"]), ground.folder(folder)
    asker = Asker({name: told[name] for name in _QUESTIONS}, is_silent, _settled(ground))
    answers = ask(asker, day, folder, ground.taken)
    past = Past(**{name: told[name] for name in Past.__slots__})
    first = ask_first(FirstText(told["draft"], told["effective"], past), is_silent=is_silent)
    revisions = _revisions(first, answers, ground)
    is_published = any(name[:10] <= str(day) for name in revisions)
    _refuse_unnamed(answers, is_published=is_published)
    draft = "" if is_published else f"{folder}/{answers.slug}/{next(iter(revisions))}"
    return beginning(ground, answers, revisions, is_published=is_published), answers, draft


def _settled(ground: Ground) -> frozenset[str]:
    """The questions that a site which is there has answered."""
    if ground.has_policies:
        return frozenset({"site", "address", "reached", "host"})
    return frozenset({"site", "address"} if ground.configuration else ())


def _ground(root: Path, *, add: bool) -> Ground:
    from ..scaffold.beginning import Ground
    from ..scaffold.neighbours import other_generator

    ground = Ground.of(root)
    if ground.configuration and not add:
        raise CannotProceed(f"There is a site here: {ground.configuration}. “policy init --add” puts a policy into it.")
    generator, file = other_generator(root)
    if not ground.configuration and generator:
        raise CannotProceed(
            f"{generator} builds the site in this folder ({file}), and might take our pages for its own. Make a folder "
            "for the policies beside it, and run “policy init” there. Then “policy publish --inlay” lays their pages "
            f"into what {generator} has built."
        )
    if add and not ground.configuration:
        raise CannotProceed("There is no mkdocs.yml here. Run this beside one, or begin a new site with “policy init”.")
    return ground


def _revisions(first: FirstText, answers: Answers, ground: Ground) -> Mapping[str, bytes]:
    from .first_text import revisions_of

    if first.is_known and (ground.root / answers.folder / answers.slug).exists():
        raise CannotProceed(f"{answers.folder}/{answers.slug} is there already. Give the policy another --slug.")
    return revisions_of(first, answers)


def _refuse_unnamed(answers: Answers, *, is_published: bool) -> None:
    from ..scaffold.answers import UNNAMED, UNTITLED

    if is_published and answers.title == UNTITLED:
        raise CannotProceed("The text applies already, so readers will see what it is called. Say so with --title.")
    if is_published and answers.publisher == UNNAMED:
        raise CannotProceed("The text applies already, so readers will see who publishes it. Say so with --publisher.")


def _show(begun: Beginning) -> None:
    plan = begun.plan
    for path in plan.kept:
        there = "which is there already" if (plan.root / path).exists() else "since a page is there at its address"
        say(f"kept: {path}, {there}")
    for path in plan.new:
        say(f"new: {path}")
    for change in plan.changes:
        for line in change.diff():
            say(line)
    for sentence in begun.by_hand:
        say(f"\n{sentence}")


def _tell_next(begun: Beginning, answers: Answers, draft: str) -> None:
    from ..scaffold.answers import is_ours
    from .checking import checked

    _, report = checked(begun.plan.root, answers.folder, answers.today)
    errors = len(errors_in(report.problems))
    places = sum(problem.rule == "placeholder" for problem in report.problems)
    changed = "".join(f", {change.path} changed" for change in begun.plan.changes)
    say(f"\nFiles written: {len(begun.plan.new)}{changed}.")
    if draft in begun.plan.new:
        say(f"The text is a draft, which no page shows until its day: {draft}")
    if not is_ours(answers.language):
        say(f"Only the policy is in another language ({answers.language}): the pages of the site are in English.")
    if places:
        say(f"Places that are yours to fill in: {places}.")
    if errors:
        say(f"Errors to be mended before the site can be built: {errors}.")
    say(f"Next: “policy check” lists what is to be done, “{begun.program} serve” shows the site.")
