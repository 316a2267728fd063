"""``mkdocs serve`` while a save is wrong: every address tells the problems, and mends itself with the next save.

MkDocs' own server answers nothing from a failed build until the next good one: a page loads for ever, and the reason
stands in the terminal alone.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable, Iterable
from stat import S_IFDIR
from typing import Any

from markupsafe import Markup, escape
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

_LOG = logging.getLogger("mkdocs")
_RELOADS = "/livereload/"
_SECONDS = 0.5  # between two looks, as MkDocs has it
# Answers with the number of the last build as soon as that is newer than the one in the address, or after a minute.
_PAGE = Markup(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The site could not be built</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }}
li {{ margin-bottom: .75rem; overflow-wrap: anywhere; white-space: pre-wrap; }}
</style>
</head>
<body>
<main>
<h1>The site could not be built</h1>
<p>What you saved last has {count}. Mend it and save: this page then shows the site again.</p>
<ul>{problems}
</ul>
</main>
<script>
const builds = async (known) => (await fetch(`/livereload/${{known}}/${{Date.now()}}`)).text();
const wait = async () => {{
  try {{
    while (Number(await builds({number})) <= {number});
    location.reload();
  }} catch {{
    setTimeout(wait, 3000);
  }}
}};
wait();
</script>
</body>
</html>
"""
)


def show_problems(server: LiveReloadServer) -> None:
    """Let that server show what is wrong instead of keeping its readers waiting."""
    build, answer = server.builder, server.serve_request
    pages: list[bytes] = []  # of problems: one while the last build has failed

    def builder(*arguments: Any) -> None:
        failed = problems_of(lambda: build(*arguments))
        number = server._wanted_epoch  # noqa: SLF001 (MkDocs has no other way to ask)
        pages[:] = [_page(failed, number).encode()] if failed else []

    def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not pages or environ["PATH_INFO"].startswith(_RELOADS):
            return answer(environ, start_response)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        # Any other status is logged as a warning, and one warning stops the strict build that may be under way.
        start_response("200 OK", [*headers, ("Content-Length", str(len(pages[0])))])
        return [pages[0]]

    server.builder = builder
    server.set_app(answered)


def go_on_watching(server: LiveReloadServer) -> None:
    """Let that server, before it begins to watch, notice what comes back: another branch may lack a watched folder.

    MkDocs' own watching ends for good, and without a word, with the folder.
    """
    watched = list(server._watched_paths)  # noqa: SLF001 (MkDocs has no other way to ask)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserverVFS(_state, os.scandir, polling_interval=_SECONDS)  # type: ignore[assignment]
    for path in watched:
        server.watch(path)


def _state(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 (watchdog asks for a function of a path)
    except (FileNotFoundError, NotADirectoryError):
        return os.stat_result([S_IFDIR, *[0] * 9])


def problems_of(build: Callable[[], object]) -> list[str]:
    """Run a build and return what it said that stopped it, line by line; nothing when it did not fail."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.extend(record.getMessage().splitlines())  # type: ignore[method-assign]
    _LOG.addHandler(handler)
    try:
        build()
    except Abort as stopped:
        return said or [str(stopped)]  # MkDocs has said why
    except MkDocsException as stopped:  # a mkdocs.yml that is gone, or no YAML
        _LOG.error("%s", stopped)
        return said
    except Exception as error:  # noqa: BLE001 (whatever it is, the server must go on and tell it)
        traceback.print_exc()
        return [*said, f"{type(error).__name__}: {error}"]
    finally:
        _LOG.removeHandler(handler)
    return []


def _page(problems: list[str], number: int) -> str:
    """The page that tells them until a build is newer than that with the number."""
    items = Markup("").join(Markup("\n<li>{}</li>").format(escape(each)) for each in problems if each.strip())
    count = "a problem" if len(problems) == 1 else "problems"
    return _PAGE.format(count=count, problems=items, number=number)
