"""The one public port, taken before anything else is started."""

import errno
import socket
import sys

from rig.hub.errors import ListenForbiddenError, PortTakenError

LOOPBACK = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A socket that listens on this machine only.

    Args:
        port: 0 for any free one.

    Raises:
        PortTakenError: another program listens there.
        PortForbiddenError: the system does not allow it.
    """
    listen_socket = socket.socket()
    try:
        if sys.platform == "win32":
            listen_socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A port whose last connections are still closing is free; one with a listener is not.
            listen_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listen_socket.bind((LOOPBACK, port))
        listen_socket.listen(256)
    except OSError as error:
        listen_socket.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise ListenForbiddenError(port) from error
        raise
    listen_socket.setblocking(False)
    return listen_socket
