"""`python -m mockfapi`: the same as the command `mockfapi`."""

import sys

from mockfapi.cli import main

sys.exit(main())
