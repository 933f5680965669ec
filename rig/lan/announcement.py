"""The rig's name on the network (mDNS), for whoever cannot scan its code.

Many school networks keep such names from spreading: the code and the address are the main way.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence

from rig.lan.errors import ClassExtraMissingError
from rig.lan.site import Site

try:
    from zeroconf import ServiceInfo
    from zeroconf.asyncio import AsyncZeroconf
except ModuleNotFoundError as error:
    raise ClassExtraMissingError("zeroconf") from error

SERVICE = "_steadyhold._tcp.local."


@contextlib.asynccontextmanager
async def announced(site: Site, addresses: Sequence[str], label: str) -> AsyncIterator[str | None]:
    """Answer to a name on the network until left.

    Args:
        site: what is announced.
        addresses: it listens at; the name is spread on their networks only.
        label: the name, without `.local`.

    Yields:
        Why the name is not announced; None where it is.
    """
    try:
        zeroconf = AsyncZeroconf(interfaces=list(addresses))
    except OSError as error:
        yield f"this network takes no announcements ({error.strerror or error})"
        return
    try:
        service = ServiceInfo(
            SERVICE,
            f"{label}.{SERVICE}",
            port=site.port,
            parsed_addresses=list(addresses),
            server=f"{label}.local.",
            properties={"scheme": site.scheme, "path": "/"},
        )
        registered = await zeroconf.async_register_service(service, allow_name_change=True)
        await registered
        yield None
    finally:
        await zeroconf.async_close()
