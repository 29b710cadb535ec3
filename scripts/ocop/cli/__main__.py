"""`python -m ocop.cli`, where the `ocop` command is not on the path."""

import sys

from ocop.cli import main

sys.exit(main())
