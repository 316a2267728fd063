"""The inventory against what a browser saw: each differs from the other in every way there is."""

from __future__ import annotations

from datetime import date

from observed import Called, Kept, disagreements

from policy_history.tracking.model import Inventory, Occasion, Storage, StoredItem, ThirdParty

LOAD, ACTION = Occasion.LOAD, Occasion.ACTION


def entry(name: str, when: Occasion, where: Storage = Storage.LOCAL_STORAGE) -> StoredItem:
    return StoredItem(name, "*" in name, where, "To try.", "a day", "us", when)


INVENTORY = Inventory(
    date(2026, 11, 23),
    (entry("theme", ACTION), entry("visit-*", LOAD), entry("sid", LOAD, Storage.COOKIE)),
    (ThirdParty("fonts.example.org", "Letters.", LOAD), ThirdParty("*.maps.example", "A map.", ACTION)),
)
SEEN = [Kept(Storage.LOCAL_STORAGE, "visit-1", LOAD), Kept(Storage.COOKIE, "sid", LOAD)]
CALLED = [Called("fonts.example.org", LOAD)]


def test_what_is_declared_and_seen_agrees() -> None:
    assert disagreements(INVENTORY, SEEN, CALLED) == []
    after = [*SEEN, Kept(Storage.LOCAL_STORAGE, "theme", ACTION)]
    assert disagreements(INVENTORY, after, [*CALLED, Called("a.maps.example", ACTION)]) == []


def test_what_is_seen_must_be_declared_for_that_place_and_occasion() -> None:
    kept = [
        *SEEN,
        Kept(Storage.COOKIE, "visit-1", ACTION),
        Kept(Storage.LOCAL_STORAGE, "theme", LOAD),
        Kept(Storage.SERVICE_WORKER, "/", LOAD),
    ]
    called = [*CALLED, Called("maps.example", ACTION), Called("a.maps.example", LOAD)]
    assert disagreements(INVENTORY, kept, called) == [
        "“visit-1” is kept in cookie on action, and the storage inventory does not list it.",
        (
            "“theme” is kept in localStorage on load, "
            "which the storage inventory declares for an action of the reader only."
        ),
        "“/” is kept in serviceWorker on load, and the storage inventory does not list it.",
        "a.maps.example is called on load, which the storage inventory declares for an action of the reader only.",
        "maps.example is called on action, and the storage inventory does not list it.",
    ]


def test_what_is_declared_for_every_load_must_be_seen() -> None:
    assert disagreements(INVENTORY, [], []) == [
        "“visit-*” in localStorage is declared for every load of a page, and no page keeps it.",
        "“sid” in cookie is declared for every load of a page, and no page keeps it.",
        "fonts.example.org is declared as called on every load of a page, and no page calls it.",
    ]
