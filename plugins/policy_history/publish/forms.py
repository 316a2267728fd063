"""A form as it stands on a published page, or the other ways to get in touch in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from policy_history.forms.endpoint import Endpoint
from policy_history.forms.model import Kind
from policy_history.publish.templating import render

_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WEB_ADDRESS = re.compile(r"https://[^\s\"<>]+")


def render_form(
    kind: Kind,
    *,
    endpoint: Endpoint | None,
    policy: str,
    revision: str,
    confirmation_url: str,
    other_ways: Sequence[str],
) -> str:
    """The HTML of one kind of request, to stand below a heading the page itself provides.

    ``policy`` and ``revision`` (slug and id of the text the reader has before them; both may be empty)
    and ``confirmation_url`` (absolute) travel with the request. Without an endpoint there is no form
    but the list of ``other_ways``: plain texts, of which a lone email or https address becomes a link.
    """
    if endpoint is None:
        ways = [(way, _link(way, kind)) for way in other_ways]
        return render("form_without_handler.html", kind=kind, ways=ways)
    hidden = endpoint.dialect.hidden(kind, policy, revision, confirmation_url)
    return render("form.html", kind=kind, endpoint=endpoint, hidden=hidden, policy=policy, revision=revision)


def _link(way: str, kind: Kind) -> str:
    """The address a way leads to; empty when it is plain text."""
    if _MAIL_ADDRESS.fullmatch(way.strip()):
        return f"mailto:{way.strip()}?subject={quote(kind.subject)}"
    return way.strip() if _WEB_ADDRESS.fullmatch(way.strip()) else ""
