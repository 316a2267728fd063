"""The headers a host is to send with a built site, in the words of three kinds of hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from .content_security import Directives, written

REFERRER = "strict-origin-when-cross-origin"
"""Stricter values send a form with ``Origin: null``, which handlers refuse (Fetch, 3.2)."""

LONGEST_LINE = 2000
"""Cloudflare Pages and Workers cut off what is longer, the header's name and the indentation included."""

_MOST_RULES = 100  # of Cloudflare; one is for everything
_FEATURES = """
    accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid idle-detection
    local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock
    serial storage-access usb xr-spatial-tracking
    """.split()
# A letter must be among them: a day, written as eight digits, is no hash.
_HASHED = re.compile(r"[.-](?=[0-9]*[a-f])[0-9a-f]{8,64}\.(?:min\.)?(?:css|js|json|woff2?|png|jpe?g|webp|avif|svg)$")
FOR_EVER = "public, max-age=31536000, immutable"
AFRESH = "public, max-age=0, must-revalidate"


def security_headers(content_security: str) -> Mapping[str, str]:
    """Every header by its name; without a content security policy where that is empty."""
    policy = {"Content-Security-Policy": content_security} if content_security else {}
    return policy | {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": REFERRER,
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
    }


def never_changing(files: Iterable[str]) -> list[str]:
    """The files whose names change with their content, so that a browser may keep them for ever."""
    return sorted(path for path in files if _HASHED.search(path.rpartition("/")[2]))


def headers_file(directives: Directives | None, files: Iterable[str], parts: Sequence[str] = ()) -> str:
    """``_headers``, as Cloudflare and Netlify read it: one rule for everything, and one for each lasting file.

    ``parts`` are the addresses of pages, and of folders, a slash and a star behind them, that the headers are for where
    they are not for the whole site. A policy too long for a line goes without its hashes; each page carries the whole
    in itself.
    """
    lines = [
        "# Made by the build from what the pages hold. https://developers.cloudflare.com/pages/configuration/headers/"
    ]
    policy = written(directives) if directives else ""
    if len(f"  Content-Security-Policy: {policy}") > LONGEST_LINE and directives:
        lines.append("# The hashes of inline scripts and styles do not fit here; each page carries them itself.")
        policy = written(directives, leaving_out_hashes=True)
    headers = _for_pages(security_headers(policy)) if parts else security_headers(policy)
    for part in parts[:_MOST_RULES] or ("*",):
        lines += [f"/{part}", *(f"  {name}: {value}" for name, value in headers.items())]
    for path in () if parts else never_changing(files)[: _MOST_RULES - 1]:
        lines += [f"/{path}", f"  Cache-Control: {FOR_EVER}"]
    return "\n".join(lines) + "\n"


def _for_pages(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Those of the headers that are about a page and not about its whole host."""
    return {name: value for name, value in headers.items() if name != "Strict-Transport-Security"}


def nginx_file(directives: Directives | None, files: Iterable[str], root: str, parts: Sequence[str] = ()) -> str:
    """Lines for a ``server`` block of nginx; ``root`` is the path of the site on its host, ``parts`` as above.

    A location with headers of its own inherits none, so the one for lasting files repeats them.
    """
    headers = security_headers(written(directives) if directives else "")
    if parts:
        return _nginx_for_parts(_for_pages(headers), root, parts)
    general = [f"add_header {name} {_quoted(value)} always;" for name, value in headers.items()]
    lines = [
        "# Made by the build from what the pages hold. Include it in the server block of the site.",
        *general,
        f"add_header Cache-Control {_quoted(AFRESH)};",
        f"error_page 404 {root}404.html;",
    ]
    if lasting := never_changing(files):
        paths = "|".join(map(re.escape, lasting))
        lines.append(f"location ~ {_quoted(f'^{re.escape(root)}(?:{paths})$')} {{")
        lines += [f"    {line}" for line in (*general, f"add_header Cache-Control {_quoted(FOR_EVER)};")]
        lines.append("}")
    return "\n".join(lines) + "\n"


def _nginx_for_parts(headers: Mapping[str, str], root: str, parts: Sequence[str]) -> str:
    """The same for parts of a site: a header whose value is empty is not sent (ngx_http_headers_module)."""
    names = {name: f"$policy_{name.lower().replace('-', '_')}" for name in headers}
    paths = "|".join(re.escape(part.removesuffix("*")) + ("" if part.endswith("*") else "$") for part in parts)
    return "\n".join(
        [
            "# Made by the build from what the pages hold. Include it in the server block of the site.",
            *(f'set {variable} "";' for variable in names.values()),
            f"if ($uri ~ {_quoted(f'^{re.escape(root)}(?:{paths})')}) {{",
            *(f"    set {names[name]} {_quoted(value)};" for name, value in headers.items()),
            "}",
            *(f"add_header {name} {variable} always;" for name, variable in names.items()),
            "",
        ]
    )


def caddy_file(directives: Directives | None, files: Iterable[str], root: str, parts: Sequence[str] = ()) -> str:
    """Lines for a site block of a Caddyfile; ``root`` is the path of the site on its host, ``parts`` as above."""
    headers = security_headers(written(directives) if directives else "")
    if parts:
        lines = ["# Made by the build from what the pages hold. Import it in the site block of the Caddyfile."]
        lines += [f"@policies path {' '.join(_quoted(root + part) for part in parts)}", "header @policies {"]
        lines += [f"    {name} {_quoted(value)}" for name, value in _for_pages(headers).items()]
        return "\n".join([*lines, "}", ""])
    lines = [
        "# Made by the build from what the pages hold. Import it in the site block of the Caddyfile.",
        "header {",
        *(f"    {name} {_quoted(value)}" for name, value in headers.items()),
        "}",
    ]
    # Of two rules for one header the more general one would win, so that the two must exclude each other.
    paths = " ".join(_quoted(root + path) for path in never_changing(files)) or '""'
    lines += [f"@lasting path {paths}", f"header @lasting Cache-Control {_quoted(FOR_EVER)}"]
    lines += [f"@others not path {paths}", f"header @others Cache-Control {_quoted(AFRESH)}"]
    lines += ["handle_errors {", "    @missing expression {http.error.status_code} == 404"]
    lines += [f"    rewrite @missing {root}404.html", "    file_server", "}"]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
