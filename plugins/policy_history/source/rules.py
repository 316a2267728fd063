"""Every rule of the source: its name, and the sentence an editor reads.

A sentence says what is wrong, then how to mend it. ``{…}`` is filled in from the file, shortened and
made printable. Two sentences with one name are two forms of one rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..problems import Problem, printable
from .places import Place

_LONGEST_VALUE = 160


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, in kebab-case, and the sentence that reports a breach of it."""

    name: str
    sentence: str

    def at(self, place: Place, **values: object) -> Problem:
        """The problem this rule reports at that place; ``values`` fill in the sentence."""
        shown = {name: _shown(str(value)) for name, value in values.items()}
        return Problem(*place, self.name, self.sentence.format(**shown))


def _shown(value: str) -> str:
    shortened = value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"
    return printable(shortened)


# --- Folders and file names ---------------------------------------------------------------------

NO_FOLDER = Rule(
    "no-policies",
    "There is no folder “{folder}”. “policy init” makes it with a first policy; or create it, with one folder in it "
    "for each policy.",
)
NO_POLICIES = Rule(
    "no-policies",
    "This folder holds no policy. “policy init --add” begins one; or add a folder such as “privacy” with policy.yml "
    "and a revision in it.",
)
LEADS_OUTSIDE = Rule(
    "leads-outside",
    "This leads out of “{folder}” and is not read. Put the file or folder itself in its place.",
)
FOLDER_OUTSIDE = Rule(
    "leads-outside",
    "The folder “{folder}” lies outside the site's own folder and is not read. Name one inside it.",
)
BROKEN_LINK = Rule("broken-link", "This is a link that leads nowhere. Remove it, or put the file in its place.")
GONE = Rule("gone", "This was here a moment ago and is gone. Put it back, or begin again once nobody is moving files.")
UNREADABLE = Rule("unreadable", "This cannot be read: {reason}. Check its permissions.")
NOT_A_FILE = Rule("not-a-file", "This is not a plain file. Remove it, or put the file in its place.")
SLUG = Rule(
    "policy-folder-name",
    "“{slug}” cannot be the name of a policy's folder. Use lower-case letters, digits and hyphens, e.g. “{example}”.",
)
SLUG_OF_WINDOWS = Rule(
    "policy-folder-name",
    "“{slug}” is the name of a device on Windows, where no folder can be called so. "
    "Name it otherwise, e.g. “{example}”.",
)
SLUG_OF_THE_SITE = Rule(
    "policy-folder-name",
    "“{slug}” is where the site has files of its own. Name the policy's folder otherwise, e.g. “{example}”.",
)
SLUG_LONG = Rule(
    "policy-folder-name",
    "This folder's name has {length} letters; the most is {limit}, so that every system can hold its files. "
    "Shorten it.",
)
NO_POLICY_FILE = Rule(
    "no-policy-file",
    "There is no policy.yml in this folder. Add one with the lines “title: …” and “publisher: …”.",
)
NO_REVISION = Rule(
    "no-revision",
    "This policy has no revision. “policy new” begins the first one; or add a file named after its day, e.g. "
    "2026-10-01.md, beside policy.yml.",
)
FILE_NAME = Rule(
    "file-name",
    "“{name}” is not the name of a revision. Name it after its day, e.g. 2026-10-01.md (a second one of "
    "that day is 2026-10-01.2.md), or remove it.",
)
FILE_NAME_GUESSED = Rule("file-name", "“{name}” is not the name of a revision. Rename it to {guess}.")
FILE_NAME_NO_SUCH_DAY = Rule("file-name", "“{name}” names a day that does not exist. Correct the day.")
FILE_KIND = Rule("file-kind", "“{name}” is not Markdown. Save the text as {guess}, or move this file elsewhere.")
POLICY_FILE_NAME = Rule("policy-file-name", "“{name}” is not read. Its name must be policy.yml.")
MISPLACED = Rule(
    "misplaced-file",
    "“{name}” belongs to no policy here. Move it into its policy's folder, e.g. {folder}/privacy/{name}.",
)
NESTED = Rule(
    "nested-folder",
    "The revisions in this folder are not read. Move them up, beside policy.yml, or move the folder away.",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    "“{name}” and “{other}” are the same revision. Keep one of them; a second one of that day is {next}.",
)
NUMBER_GAP = Rule(
    "number-gap",
    "There is no {expected}. Number the revisions of one day without a gap: {first}, then {second}.",
)

# --- Bytes and characters -----------------------------------------------------------------------

SIZE = Rule(
    "file-size",
    "This file has {size}; the limit is {limit}. Look for a pasted picture or a second document in it and "
    "take it out, or divide the policy in two.",
)
EMPTY_FILE = Rule("empty-file", "This file is empty. Write it, or remove it.")
UTF_16 = Rule("not-utf-8", "This file is in UTF-16. Save it as UTF-8 (in Notepad or VS Code: Save, encoding UTF-8).")
NOT_UTF_8 = Rule(
    "not-utf-8",
    "Byte 0x{byte} is not UTF-8. Save the file as UTF-8 (in Notepad or VS Code: Save, encoding UTF-8).",
)
NOT_UTF_8_GUESSED = Rule(
    "not-utf-8",
    "Byte 0x{byte} is not UTF-8 (in Windows-1252 it is {guess}). Save the file as UTF-8 (in Notepad or VS "
    "Code: Save, encoding UTF-8).",
)
CONTROL_CHARACTER = Rule(
    "control-character",
    "An invisible control character stands here ({name}; {count} in this file). Delete it.",
)
ESCAPED_CHARACTER = Rule(
    "control-character",
    "This value holds an escape for a character that cannot be published ({name}). Remove it.",
)
DIRECTION_CONTROL = Rule(
    "direction-control",
    "This value holds {name}, which turns the order in which the rest of its line is read. Delete it.",
)
DIRECTION_IN_COMMENT = Rule(
    "direction-control",
    "Here stands {name}, which turns the order in which the rest of the line is read. Delete it.",
)
LINE_SEPARATOR = Rule("line-end", "A line ends here that most programs show as going on (U+2028 or U+2029). Delete it.")
LINE_END = Rule("line-end", "This line ends with a bare carriage return. Save the file with line ends LF or CRLF.")

WITHDRAWN_EARLY = Rule(
    "withdrawn-early",
    "The policy is withdrawn on {withdrawn}, but {name} takes effect on {effective}. Correct the day, or take "
    "“withdrawn” out: a policy that goes on has none.",
)

# --- Front matter -------------------------------------------------------------------------------

NO_FRONT_MATTER = Rule(
    "no-front-matter",
    "The first line must be “---”. Begin the file with “---”, then the fields, then “---” again, then the text.",
)
OPEN_FRONT_MATTER = Rule(
    "open-front-matter",
    "The front matter that begins here is not closed. Put a line “---” after its last field.",
)
SECOND_FIELDS = Rule(
    "second-front-matter",
    "A second block of fields begins here and would be published as text. Move its fields into the first block, or "
    "remove it; where a line was meant, put a blank line below it.",
)
NO_TEXT = Rule("no-text", "There is no text after the front matter. Write the policy's wording below it.")

# --- YAML ---------------------------------------------------------------------------------------

YAML_TAB = Rule("yaml-tab", "A tab stands where none may. Use spaces instead, also at the start of a line.")
YAML_CHARACTER = Rule("yaml-character", "A value cannot begin with “{character}”. Put the whole value in quotes.")
YAML_QUOTE = Rule("yaml-quote", "The quotation mark that opens here is not closed. Close it at the end of the value.")
YAML_ESCAPE = Rule(
    "yaml-escape",
    "This backslash means nothing between double quotes. Write two of them, or use single quotes.",
)
YAML_LIST = Rule("yaml-list", "The list that opens here is not closed. Write it as [one, two], with commas between.")
YAML_BRACE = Rule("yaml-brace", "The brace that opens here is not closed. Text with a brace must be put in quotes.")
YAML_COLON = Rule("yaml-colon", "A value may not hold a colon followed by a space. Put the whole value in quotes.")
YAML_NO_COLON = Rule(
    "yaml-no-colon",
    "This line has no colon. Write it as “field: value”, or indent it if it belongs to the line above.",
)
YAML_INDENT = Rule(
    "yaml-indent",
    "This line does not fit the lines above it. Begin every field at the left edge and write a colon after "
    "its name; indent the items of a list alike.",
)
YAML_AFTER_VALUE = Rule(
    "yaml-after-value",
    "The value is already complete before this point. Put the whole value in one pair of quotes.",
)
YAML_DASH = Rule(
    "yaml-dash", "A list cannot begin here. Begin it on a line of its own, or put the whole value in quotes."
)
YAML_BLOCK = Rule("yaml-block", "After “>” or “|” the text begins on the next line, indented. Move it there.")
YAML_ANCHOR = Rule(
    "yaml-anchor",
    "A value beginning with “&” is a YAML anchor, which is not allowed here. Put the value in quotes.",
)
YAML_ALIAS = Rule(
    "yaml-alias",
    "A value beginning with “*” is a YAML alias, which is not allowed here. Put the value in quotes.",
)
YAML_TAG = Rule(
    "yaml-tag",
    "A value beginning with “!” is a YAML tag, which is not allowed here. Put the value in quotes.",
)
YAML_DIRECTIVE = Rule("yaml-directive", "YAML directives (lines with “%”) are not allowed here. Remove the line.")
YAML_SECOND_PART = Rule(
    "yaml-second-part",
    "A second YAML document begins here. Keep all fields in one, without “---” or “...” between.",
)
YAML_DEPTH = Rule("yaml-depth", "Values are nested too deeply here. Write the field as the documentation shows it.")
YAML_AMOUNT = Rule("yaml-amount", "There are more than {limit} values. Remove what does not belong here.")
YAML_BROKEN = Rule(
    "yaml-broken", "The fields cannot be read from here on. Put values with special characters in quotes."
)

# --- Fields -------------------------------------------------------------------------------------

NOT_FIELDS = Rule("wrong-shape", "Fields are expected here, one a line, such as “{example}”.")
NOT_A_NAME = Rule("wrong-shape", "A field's name must be plain text. Write it as “field: value”.")
NOT_TEXT = Rule(
    "wrong-shape",
    "“{field}” must be one text, not a list or fields. Write it in one pair of quotes if need be.",
)
NOT_A_LIST = Rule(
    "wrong-shape", "“{field}” must be a list. Begin each item with “- ” on a line of its own, or write [] for none."
)
UNKNOWN_FIELD = Rule("unknown-field", "“{field}” is not a known field. The fields are {known}.")
UNKNOWN_FIELD_GUESSED = Rule("unknown-field", "“{field}” is not a known field. Did you mean “{guess}”?")
DUPLICATE_FIELD = Rule("duplicate-field", "“{field}” is given twice, first on line {line}. Keep one of them.")
MISSING_FIELD = Rule("missing-field", "“{field}” is missing. Add a line such as “{example}”.")
EMPTY_FIELD = Rule("empty-field", "“{field}” is empty. Fill it in, such as “{example}”.")
EMPTY_OPTIONAL_FIELD = Rule("empty-field", "“{field}” is empty. Fill it in, such as “{example}”, or remove it.")
NOT_A_DATE = Rule("wrong-date", "“{value}” is not a date. Write it as YYYY-MM-DD, e.g. {example}.")
NO_SUCH_DAY = Rule("wrong-date", "“{value}” does not exist. Correct the day, the month or the year.")
NOT_A_CHOICE = Rule("wrong-choice", "“{value}” is not a value of “{field}”. Write one of: {choices}.")
NOT_A_CHOICE_GUESSED = Rule("wrong-choice", "“{value}” is not a value of “{field}”. Did you mean “{guess}”?")
NOT_A_LANGUAGE = Rule("wrong-language", "“{value}” is not a language tag. Write one such as en, en-GB, fr or ja.")
NOT_DAYS = Rule("wrong-number", "“{value}” is not a number of days. Write one such as 30, or 0 for no promise.")
NOT_A_LINK = Rule(
    "wrong-link",
    "“{value}” is not a link to another site. Write one as in “{example}”, or one that begins with mailto:.",
)
NOT_FEED_IDS = Rule(
    "wrong-feed-ids",
    "“{value}” is not what ids of a feed can begin with. Write one as in “{example}”, the former address of the policy "
    "with a slash at its end, or “urn:uuid:” and a UUID.",
)
NOT_A_HASH = Rule(
    "wrong-hash", "“{value}” is not a SHA-256. Write its 64 digits, as “sha256sum” or “policy lock” shows them."
)
NOT_A_REVISION = Rule("wrong-revision", "“{value}” is not the id of a revision. Write one as in “{example}”.")
BASIS_MISSING = Rule("basis-missing", "A reconstructed wording needs “basis”. Add a line such as “{example}”.")
BASIS_UNASKED = Rule(
    "basis-unasked",
    "“basis” is given, but the wording is original. Add “wording: reconstructed”, or remove “basis”.",
)

# --- Dates and order ----------------------------------------------------------------------------

ID_DAY = Rule(
    "id-day",
    "The file is named after {day}, but was published on {published} and is effective from {effective}. "
    "Rename it to {guess}, or correct the date.",
)
PUBLISHED_LATE = Rule(
    "published-late",
    "This revision was published on {published}, after the day from which it is effective, {effective}. "
    "Correct one of the two.",
)
DATE_ORDER = Rule(
    "date-order",
    "This revision is effective from {effective}, before {other} ({other_effective}), although its name "
    "comes later. Correct the dates, or name both files after the day from which they are effective.",
)
SAME_DAY = Rule(
    "same-day",
    "{other} is effective from {effective} as well. Name the two {first} and {second}, in the order in "
    "which they came.",
)


# --- Data files that name policies and revisions ----------------------------------------------------

NO_SUCH_POLICY = Rule("annotation", "There is no policy “{policy}”. Write one of: {known}.")
NO_SUCH_REVISION = Rule("annotation", "“{policy}” has no revision “{revision}”. Write one of: {known}.")
