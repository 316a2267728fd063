"""Made-up policies: for those who have no corpus, and for tests that must always run."""

from __future__ import annotations

from random import Random

_WHO = (
    "We|Our suppliers|The operator|Our partners|The support team|Your administrator|The payment provider|Our auditors"
)
_MAY = "may|must|will|shall|may not|will not|can|do not"
_DO = (
    "store|share|review|delete|transfer|combine|publish|inspect|encrypt|copy|anonymise|correct|export|restrict|process"
)
_WHAT = (
    "your address|the billing details|your profile picture|every message you send|the log of your visits|"
    "your order history|the device settings|your contact list|the answers to our survey|"
    "the name of your employer|your approximate location|the documents you upload|your date of birth|"
    "the recordings of calls|public comments"
)
_WHEN = (
    "when you close your account|after thirty days|if a court orders it|during the trial period|"
    "once a year|before the contract ends|while an investigation is open|as soon as you ask for it|"
    "in case of a merger|until the invoice is paid|whenever the law requires it|"
    "for as long as the warranty lasts"
)
_WHY = (
    "to prevent fraud|in order to improve the service|for the purposes named in Section 4|"
    "so that disputes can be settled|to answer your questions|because tax law demands it|"
    "to measure how features are used|for backup only|to keep the platform safe|"
    "in line with our retention schedule"
)
_TITLES = (
    "What we collect|How long we keep it|Who receives data|Your choices|Security measures|"
    "Payments and refunds|Children and minors|International transfers|Contact and complaints|"
    "Changes to these terms|Cookies we set|Accounts of organisations|Legal requests|Automated decisions|"
    "Research and statistics|Liability and warranties"
)
_CELLS = (
    "Hosting|Email delivery|Customer support|Payment cards|Fraud checks|Analytics|Norway|Portugal|Canada|"
    "Japan|Kenya|two years|ninety days|one session|until deletion|Northwind Ltd|Blue Harbour Inc|"
    "Fjord Data AS|Quill Systems"
)


def _one(random: Random, choices: str) -> str:
    return random.choice(choices.split("|"))


def _sentence(random: Random) -> str:
    parts = [_one(random, each) for each in (_WHO, _MAY, _DO, _WHAT)]
    parts += [_one(random, each) for each in random.sample((_WHEN, _WHY), random.randint(1, 2))]
    second = f", and {_one(random, _MAY)} {_one(random, _DO)} {_one(random, _WHAT)}" if random.random() < 0.4 else ""
    return " ".join(parts) + second + "."


def _paragraph(random: Random) -> str:
    text = " ".join(_sentence(random) for _ in range(random.randint(1, 5)))
    if random.random() < 0.3:
        what = _one(random, _WHAT)
        text = text.replace(what, f"[{what}](/{what.replace(' ', '-')}/)", 1)
    return text


def _list(random: Random, mark: str) -> str:
    count = random.randint(3, 7)
    return "\n".join(f"{mark.format(at)} {_sentence(random)}" for at in range(1, count + 1))


def _table(random: Random) -> str:
    cells = _CELLS.split("|")
    rows = [" | ".join(random.sample(cells, 3)) for _ in range(random.randint(3, 7))]
    return "| Supplier | Purpose | Kept |\n| --- | --- | --- |\n" + "\n".join(f"| {row} |" for row in rows)


def made_up_text(seed: int, sections: int = 9) -> str:
    """A policy of that many sections with paragraphs, lists, tables and links, the same for the same seed."""
    random = Random(f"made up {seed}")
    blocks = ["# Privacy policy", _paragraph(random)]
    for number, title in enumerate(random.sample(_TITLES.split("|"), sections), 1):
        blocks.append(f"## {number}. {title}" if seed % 2 else f"## {title}")
        blocks.extend(_paragraph(random) for _ in range(random.randint(1, 4)))
        if random.random() < 0.5:
            blocks.append(_list(random, random.choice(("-", "*", "{}."))))
        if random.random() < 0.3:
            blocks.append(_table(random))
    return "\n\n".join(blocks) + "\n"
