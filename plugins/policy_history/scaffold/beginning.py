"""A site with its first policy, or a policy in a site that is there: which files that takes, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath, relpath

from ..problems import CannotProceed
from . import files
from .additions import Additions, with_additions
from .answers import Answers, slug_for
from .filling import as_yaml
from .mkdocs_yml import folder_of, published_by, tree_of
from .neighbours import refused_in
from .placeholders import CONFIGURATIONS, leads_out, named_pages_folder, pages_folder, with_inherited
from .plan import FileChange, Plan, plan_of, standing_at
from .themes import Theme, theme_of
from .yaml_limits import Unreadable, Unsure

BASE = "legal/"
"""Where policies and their pages stand in a site of others, from its root."""

_LINES = (".gitignore", ".gitattributes", "requirements.txt")
"""Files of lines: what one of them lacks is told, where it is there already."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is in the folder: the name of its mkdocs.yml and what stands in it, both empty when there is none."""

    root: Path
    configuration: str = ""
    source: str = ""

    @classmethod
    def of(cls, root: Path) -> Ground:
        """The ground in that folder. CannotProceed when its mkdocs.yml cannot be read."""
        name = next((name for name in CONFIGURATIONS if (root / name).exists()), "")
        try:
            source = (root / name).read_bytes().decode("utf-8") if name else ""
        except (OSError, UnicodeDecodeError):
            raise CannotProceed(f"{name} cannot be read as UTF-8 text. Mend it and try again.") from None
        if name:
            _refuse_unreadable(name, source)
        return cls(root, name, source)

    @property
    def program(self) -> str:
        """What builds the site: MkDocs, or ProperDocs where the settings are named after it."""
        return self.configuration.partition(".")[0] or "mkdocs"

    @property
    def has_policies(self) -> bool:
        """Whether the site publishes policies already."""
        return bool(self.configuration) and published_by(self.source, self.sources[1:])

    def folder(self, named: str) -> str:
        """Where policies lie: as the site says that has some, else as ``named``."""
        return folder_of(self.source, self.sources[1:], named) if self.has_policies else named

    @property
    def base(self) -> str:
        """Where the pages written by hand are to stand, from the root of the site."""
        return BASE if self.configuration else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """What stands in its mkdocs.yml and in those that it inherits from, the nearest first."""
        return tuple(each for _, each in with_inherited(self.root / self.configuration)) if self.configuration else ()

    @property
    def theme(self) -> Theme:
        """The theme of the site, its own or inherited."""
        themes = (theme_of(source) for source in self.sources)
        return next((theme for theme in themes if theme != Theme()), Theme())

    def in_place(self, docs: str) -> dict[str, str]:
        """The pages in place of which others stand in the site, with these, by their paths below ``base``."""
        folder = f"{docs}/{self.base}"
        found = {name: standing_at(self.root, folder + name) for name in files.PAGES}
        return {name: relpath(path, folder) for name, path in found.items() if path not in ("", folder + name)}

    @property
    def taken(self) -> frozenset[str]:
        """What can be no policy's address."""
        return files.OF_PAGES | ({BASE.strip("/")} if self.configuration else set())


@dataclass(frozen=True, slots=True)
class Beginning:
    """A plan, and what the editor has to do by hand, a sentence with lines each."""

    plan: Plan
    by_hand: tuple[str, ...]
    program: str = "mkdocs"


def _refuse_unreadable(name: str, source: str) -> None:
    """Where pages lie is not known then, and nobody could see whether the site builds with them."""
    try:
        tree_of(source)
    except Unreadable as error:
        raise CannotProceed(
            f"{name}{error.place}: MkDocs cannot build this site, because {error}. Mend that first."
        ) from None
    except Unsure:
        return


def beginning(ground: Ground, answers: Answers, revisions: Mapping[str, bytes], *, is_published: bool) -> Beginning:
    """What it takes to publish the policy there, whose ``revisions`` are given by the names of their files.

    ``is_published`` says that readers see one of them today. CannotProceed when a path leads out of the folder.
    """
    has_texts = next((ground.root / answers.folder / answers.slug).glob("*.md"), None) is not None
    wanted = {} if has_texts else files.policy_files(answers, revisions)
    if ground.has_policies:
        wanted |= _inventory(ground, answers)
        return Beginning(plan_of(ground.root, wanted), (), ground.program)
    docs = pages_folder(ground.root)
    calls = ground.theme.calls if ground.configuration else ()
    wanted |= files.settings(answers, calls) | files.workflows(answers, ground.program)
    wanted |= files.pages(answers, docs, ground.base, ground.in_place(docs))
    house = files.house(answers, docs, ground.base, ground.configuration or "mkdocs.yml")
    if not ground.configuration:
        plan = plan_of(ground.root, wanted | house | files.new_configuration(answers))
        return Beginning(plan, (*_lacking(ground, house), *_workflows_told(ground, answers)))
    house[f"{answers.folder}/README.md"] = house.pop("README.md")
    if answers.host == "none":
        del house["requirements.txt"]  # how the site is installed is its own business
    wanted_there = _additions(ground, answers, docs, is_published=is_published)
    edited = with_additions(ground.source, wanted_there, ground.sources[1:])
    change = FileChange(ground.configuration, ground.source.encode("utf-8"), edited.source.encode("utf-8"))
    told = f"{answers.folder}/storage.yml says what this site keeps on a reader's device. Compare it with the site."
    by_hand = (*edited.by_hand, *_lacking(ground, house), *_refused_told(ground), *_frame_told(ground))
    by_hand += (*_pages_told(ground), *_page_told(ground, answers, docs))
    by_hand += (*_workflows_told(ground, answers), told)
    return Beginning(plan_of(ground.root, wanted | house, (change,)), by_hand, ground.program)


def _inventory(ground: Ground, answers: Answers) -> dict[str, bytes]:
    """The storage inventory, which each build needs, where a plugin that was put in by hand has none."""
    path = f"{answers.folder}/storage.yml"
    is_there = (ground.root / path).exists() or any("storage:" in source for source in ground.sources)
    return {} if is_there else {path: files.settings(answers, ground.theme.calls)[path]}


def _additions(ground: Ground, answers: Answers, docs: str, *, is_published: bool) -> Additions:
    entries = [("Policies", f"{BASE}index.md")]
    if is_published:
        entries.append((as_yaml(answers.title), f"{BASE}{answers.slug}/index.md"))
    entries += [(name.capitalize(), f"{BASE}{name}.md") for name in ("cookies", "requests", "contact")]
    others = {BASE + page: normpath(BASE + other) for page, other in ground.in_place(docs).items()}
    entries = [(title, others.get(path, path)) for title, path in entries]
    options = files.plugin_options(answers, BASE, plain_pages=not ground.theme.is_material)
    return Additions(options, "Legal", entries, f"/{BASE}contact/sent.md")


def _refused_told(ground: Ground) -> tuple[str, ...]:
    """What of the site stops every build with policies in it."""
    found = list(dict.fromkeys(each for source in ground.sources for each in refused_in(source)))
    told = (
        f"Policies cannot be built while mkdocs.yml has {' and '.join(found)}. Take it out, or take the plugin "
        "out again and lay the policies in with “policy publish --inlay”."
    )
    return (told,) if found else ()


def _pages_told(ground: Ground) -> tuple[str, ...]:
    """Pages are written below this folder only."""
    named = named_pages_folder(ground.root)
    if not named or not leads_out(ground.root, named):
        return ()
    return (f"The pages of this site are in {named}, out of this folder. Move docs/{BASE} there.",)


def _page_told(ground: Ground, answers: Answers, docs: str) -> Iterator[str]:
    """A page at the policy's address, and one that may be the policy as readers have it today."""
    if in_the_way := standing_at(ground.root, f"{docs}/{BASE}{answers.slug}.md"):
        yield f"{in_the_way} stands where the policy is to be published. Move or delete it: no build succeeds then."
    stems = {answers.slug, f"{answers.slug}-policy", slug_for(answers.title)}
    pages = sorted((ground.root / docs).rglob("*.md"))
    found = [page.relative_to(ground.root).as_posix() for page in pages if {page.stem, page.parent.name} & stems]
    for page in found[:1]:
        yield (
            f"{page} may be this policy as it is today. To begin with its past, take back what is written here, and "
            f"add “--history . --file {page}” to the command."
        )


def _frame_told(ground: Ground) -> tuple[str, ...]:
    theme = ground.theme
    if theme.is_material:
        return ()
    told = (
        f"The theme of this site is {theme.name}. The plugin gives every page of the site a plain frame of its own in "
        "place of it. “plain_pages: false” under the plugin keeps the theme; a build says what of it no page with a "
        "policy may have. Then take the plugin out: “policy publish --inlay” lays plain pages into the site."
    )
    return (told,)


def _workflows_told(ground: Ground, answers: Answers) -> tuple[str, ...]:
    """A host looks for workflows at the root of the repository."""
    root = ground.root.resolve()
    above = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    if above == root or answers.host == "none":
        return ()
    below = root.relative_to(above).as_posix()
    return (f"The repository begins at {above}. Move the workflows there, and let them begin with “cd {below}”.",)


def _lacking(ground: Ground, house: Mapping[str, bytes]) -> tuple[str, ...]:
    """What files of lines that are there already do not say yet."""
    told = []
    for name in _LINES:
        file = ground.root / name
        if name in house and file.is_file():
            there = {line.strip() for line in file.read_text("utf-8", "replace").splitlines()}
            lines = [line for line in house[name].decode().splitlines() if line not in there and line[:1] != "#"]
            if lines and not _names_package(name, there):
                told.append("\n".join([f"Add to {name}:", *(f"    {line}" for line in lines)]))
    return tuple(told)


def _names_package(name: str, lines: set[str]) -> bool:
    return name == "requirements.txt" and any(line.startswith("mkdocs-policy-versions") for line in lines)
