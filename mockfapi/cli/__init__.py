"""The command line. Every command imports what it needs when it runs, so that starting stays quick."""

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; answers the exit code. What the user got wrong is one line on stderr and 2."""
    # Starting leaves nothing to collect. `serve` turns collecting on again when it is ready.
    gc.disable()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return 0
    finally:
        gc.enable()


def _run(arguments: Sequence[str] | None) -> int:
    from click import Abort

    from mockfapi.cli.commands import program
    from mockfapi.cli.failure import explained

    try:
        result = program.main(args=arguments, prog_name="mockfapi", standalone_mode=False)
    except Abort:
        return 0
    except Exception as broken:
        if (line := explained(broken)) is None:
            raise
        sys.stderr.write(f"mockfapi: {line}\n")
        return 2
    return result if isinstance(result, int) else 0
