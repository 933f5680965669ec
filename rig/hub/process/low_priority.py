"""`python -m rig.hub.process.low_priority MODULE`: a module that takes what others leave.

The priority is lowered before anything is imported: imports alone are a second of arithmetic.
"""

import os
import runpy
import sys

# Whatever the machine has left: stations and screens go first.
NICENESS = 10


def main() -> None:
    """Run the module that the first argument names."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
