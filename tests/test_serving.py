"""``mkdocs serve``: what the plugin adds to MkDocs' server. The server itself runs in ``site/test_live_reload.py``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from mkdocs_policy_versions.serving import go_on_watching, show_problems


def fail() -> None:
    logging.getLogger("mkdocs").error("A file is wrong.\n\nNothing was published.")
    raise Abort("Aborted")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    """A server that does not run."""
    made = LiveReloadServer(fail, "127.0.0.1", 0, str(tmp_path))
    yield made
    made.server_close()


def test_a_folder_that_is_gone_for_a_while_is_watched_again(server: LiveReloadServer, tmp_path: Path) -> None:
    docs, elsewhere = tmp_path / "docs", tmp_path / "elsewhere"
    docs.mkdir()
    (docs / "index.md").write_text("# Home")
    server.watch(str(docs))
    go_on_watching(server)
    (emitter,) = server.observer.emitters
    emitter.on_thread_start()

    def seen() -> set[str]:
        emitter.queue_events(0)
        events = [server.observer.event_queue.get()[0] for _ in range(server.observer.event_queue.qsize())]
        return {each.event_type for each in events if not each.is_directory}

    assert seen() == set()
    docs.rename(elsewhere)
    assert seen() == {"deleted"}
    assert seen() == set()
    elsewhere.rename(docs)
    assert seen() == {"created"}


def test_the_page_of_problems_waits_for_a_build_newer_than_its_own(server: LiveReloadServer) -> None:
    """Not for one newer than when it was opened: the one that mends it may have ended meanwhile."""
    show_problems(server)
    server.builder()
    app = server.get_app()
    assert app is not None
    (page,) = app({"PATH_INFO": "/"}, lambda *_: bytes)
    assert b"A file is wrong." in page and page.count(b"<li>") == 2, "an empty line is no problem"
    assert f"builds({server._wanted_epoch})".encode() in page
