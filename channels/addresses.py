"""Where a call comes from, for the limits alone: an address is never stored or logged."""

from __future__ import annotations

import ipaddress
from typing import Final

from sanic.request import Request

PROXY_HEADER: Final = (
    "X-Real-IP"  # what deploy/nginx sets; believed only when FAQ_BEHIND_PROXY says that a proxy is there
)
NETWORK_BITS: Final = 64  # of an address of version 6: what one household or one machine is given


def address_of(request: Request) -> str:
    """The address that a call comes from, as the proxy tells it when there is one."""
    return request.remote_addr or request.ip


def network(address: str) -> str:
    """The address, or for version 6 the network that it is in: who has one address of it has all of them."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, NETWORK_BITS), strict=False))
