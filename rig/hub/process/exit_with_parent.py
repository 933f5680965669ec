"""Runs a module that must not outlive the process that started it.

`python -m rig.hub.process.exit_with_parent MODULE [ARGUMENT...]` is `python -m MODULE` and a watch:
the parent keeps the write end of our standard input open for as long as it lives. However it dies,
even by kill -9, the operating system closes that end and we read the end of file. This works
alike on Linux, macOS and Windows, where death signals do not.
"""

import os
import runpy
import sys
import threading


def main() -> None:
    """Watch the parent in the background and run the module named first."""
    threading.Thread(target=_wait_for_the_end, name="parent watch", daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _wait_for_the_end() -> None:
    while os.read(0, 64):
        pass
    # Worker threads of a web server may still compute: nobody is left to read what they make.
    os._exit(0)


if __name__ == "__main__":
    main()
