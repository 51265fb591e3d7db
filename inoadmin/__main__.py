"""`python -m inoadmin`."""

import sys

from inoadmin.cli import main

if __name__ == "__main__":
    sys.exit(main())
