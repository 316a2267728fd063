"""Where forms are sent, and where the reader comes back to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address
from urllib.parse import SplitResult, urljoin, urlsplit

from .dialect import DIALECTS, GENERIC, Dialect, dialect_of

VARIABLE = "POLICY_FORM_ENDPOINT"
"""The environment variable that replaces the configured address of the handler."""

_HOW_TO_SET = (
    f"Set the environment variable {VARIABLE}, or forms.endpoint in the site's configuration, "
    "to the handler's address, such as https://forms.example.org/submit."
)
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The handler's address, checked, the dialect it speaks, and the key to an account there, if it has one."""

    url: str
    dialect: Dialect = GENERIC
    key: str = ""

    @property
    def host(self) -> str:
        """The handler's host name, with the port when it is not the scheme's own: what a reader is told."""
        parts = urlsplit(self.url)
        host = parts.netloc.lower()
        return host.removesuffix(f":{_DEFAULT_PORTS[parts.scheme]}")

    @property
    def origin(self) -> str:
        """Scheme, host and port: what the policy for ``form-action`` lists (CSP 3, section 6.4.1)."""
        return f"{urlsplit(self.url).scheme}://{self.host}"


def endpoint(
    configured: str, environment: Mapping[str, str], dialect: str = GENERIC.name, key: str = ""
) -> Endpoint | None:
    """The handler's address from the environment or else the configuration; None when neither gives one.

    An empty variable counts as absent: that is what CI systems make of a setting nobody has filled in.
    Raises ValueError, saying what is wrong and how to set it, for an address a form must not post to, an
    unknown dialect, and a key that is missing or that nobody would read.
    """
    spoken = _spoken(dialect, key)
    from_environment = environment.get(VARIABLE, "").strip()
    address = from_environment or configured.strip()
    if not address:
        return None
    fault = _fault(address)
    if fault:
        origin = VARIABLE if from_environment else "forms.endpoint"
        raise ValueError(f"The form handler's address in {origin} {fault} {_HOW_TO_SET}")
    return Endpoint(address, spoken, key)


def _spoken(name: str, key: str) -> Dialect:
    dialect = dialect_of(name)
    if dialect is None:
        known = ", ".join(each.name for each in DIALECTS)
        raise ValueError(f"forms.dialect is “{name}”, which no test has proven. Write one of: {known}.")
    if bool(dialect.key) != bool(key):
        wanted = f"needs one, which it calls “{dialect.key}”" if dialect.key else "has none: leave it out"
        raise ValueError(f"forms.key is the key to an account at the handler; the dialect “{name}” {wanted}.")
    return dialect


def confirmation_address(site: str, path: str) -> str:
    """The absolute address of the page a reader comes back to: ``path`` below the site's own address.

    Raises ValueError when the site's address is not absolute: a relative address would lead the reader
    to the handler's host, where there is no such page.
    """
    parts = split_address(site.strip())
    if parts is None or parts.scheme not in _DEFAULT_PORTS:
        raise ValueError(
            "Forms need the site's own address to bring the reader back after sending. "
            "Set site_url in the site's configuration, such as https://policies.example.org/."
        )
    folder = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
    return urljoin(folder, path.lstrip("/"))


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine: 127.0.0.0/8, ::1 (RFC 6890), localhost (RFC 6761)."""
    if host.lower() == "localhost":
        return True
    try:
        return IPv4Address(host) in IPv4Network("127.0.0.0/8")
    except AddressValueError:
        pass
    try:
        return IPv6Address(host) == IPv6Address("::1")
    except AddressValueError:
        return False


def split_address(address: str) -> SplitResult | None:
    """The parts of an absolute address; None for anything else.

    That includes addresses with characters a browser would silently drop or change (URL Standard, 4.4).
    """
    if not address.isascii() or not address.isprintable() or any(mark in address for mark in ' \\"<>'):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    well_formed = port != 0 and not parts.netloc.endswith(":") and _HOST.fullmatch(parts.hostname or "")
    return parts if well_formed else None


def _fault(address: str) -> str:
    """What is wrong with the address, as the end of a sentence; empty when nothing is."""
    parts = split_address(address)
    if parts is None:
        return "is not the address of a web page."
    if "@" in parts.netloc:
        return "has a user name or password in it, and every reader of the page could read it."
    if "#" in address:
        return "has a part after “#”, which is never sent to a handler."
    if parts.scheme == "https":
        return ""
    if parts.scheme == "http" and is_loopback(parts.hostname or ""):
        return ""
    return (
        f"begins with “{parts.scheme}:”, so requests would travel unprotected. "
        "It must begin with https:// (http:// only for this machine: 127.0.0.1, [::1] or localhost)."
    )
