"""Who sends: the address that limits are counted by. It is kept in memory only, never stored and never logged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_IPV6_PREFIX = 64
_MOST_HOPS = 50
_PAIR = r"([\w!#$%&'*+.^`|~-]+)=(\"(?:[^\"\\]|\\.)*\"|[^\s;,\"]*)"
_PAIRS = re.compile(_PAIR)
_ELEMENT = re.compile(r"\s*(PAIR(?:\s*;\s*PAIR)*)?\s*(?:,|$)".replace("PAIR", _PAIR.replace("(", "(?:", 2)))
"""An element of RFC 7239, section 4. What stands in quotes, such as the host that was asked for, was written by a
sender: a comma, a semicolon or “for=” in it means nothing."""
_PORT = re.compile(r"(?:\[([0-9a-fA-F:.]+)(?:%[^\]]*)?\]|([0-9.]+))(?::[0-9]{1,5})?")


class ProxyHeader(StrEnum):
    """The header in which a proxy says whom it speaks for."""

    X_FORWARDED_FOR = "X-Forwarded-For"
    FORWARDED = "Forwarded"
    """RFC 7239."""

    @property
    def variable(self) -> str:
        """Its name in a WSGI environment."""
        return f"HTTP_{self.upper().replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that are believed, and the one header that is read from them. From anyone else it means nothing."""

    networks: Sequence[Network] = ()
    header: ProxyHeader = ProxyHeader.X_FORWARDED_FOR

    def include(self, address: str) -> bool:
        """Whether that address is one of the proxies."""
        found = _read(address) if self.networks else None
        return found is not None and self._has(found)

    def client(self, peer: str, value: str | None) -> str:
        """Whom limits are counted for: the last hop in the header that is no proxy of ours (RFC 7239, 7.4), or the
        peer itself, where it is no proxy or names nobody.

        What stands further left was written by strangers.
        """
        if not self.include(peer):
            return counted(peer)
        for hop in _hops(value or "", self.header):
            address = _read(hop)
            if address is None:
                break
            if not self._has(address):
                return counted(hop)
        return counted(peer)

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self.networks if network.version == address.version)


def read_proxies(names: Sequence[str], header: str) -> Proxies:
    """The proxies in the program's options: addresses, or networks such as 10.0.0.0/8, also several with commas.

    Raises ValueError with the remedy.
    """
    networks: list[Network] = []
    for name in (part.strip() for each in names for part in each.split(",")):
        try:
            networks.append(ip_network(name))
        except ValueError:
            raise ValueError(f"“{name}” is not a proxy's address, such as 10.0.0.2 or fd00::/8.") from None
    return Proxies(tuple(networks), ProxyHeader(header))


def counted(address: str) -> str:
    """The name under which an address is counted: an IPv6 address by its /64, which is one connection's (RFC 6177)."""
    found = _read(address)
    if found is None:
        return ""
    return str(IPv6Network((int(found), _IPV6_PREFIX), strict=False)) if found.version == 6 else str(found)


def _read(text: str) -> Address | None:
    """The address in “192.0.2.1”, “192.0.2.1:80”, “2001:db8::1”, “[2001:db8::1]:80”; None for anything else."""
    match = _PORT.fullmatch(text)
    try:
        address = ip_address((match[1] or match[2]) if match else text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _hops(value: str, header: ProxyHeader) -> Iterator[str]:
    """The addresses in a header, the nearest first."""
    hops = value.split(",") if header is ProxyHeader.X_FORWARDED_FOR else _forwarded(value)
    return map(str.strip, reversed(hops[-_MOST_HOPS:]))


def _forwarded(value: str) -> list[str]:
    """For whom each element of the header speaks; nobody when one of them is none."""
    found: list[str] = []
    place = 0
    while place < len(value):
        match = _ELEMENT.match(value, place)
        if match is None:
            return []
        place = match.end()
        pairs = {name.lower(): said for name, said in _PAIRS.findall(match[1] or "")}
        found.append(pairs.get("for", "").strip('"'))
    return found
