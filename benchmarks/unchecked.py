"""`mockfapi` without a single look at the contract: only to find out what the checks cost."""

import sys

from mockfapi.cli import main
from mockfapi.spec.validator import Validator


def blind() -> None:
    """From now on every value satisfies every schema of this process."""

    def is_valid(_self: Validator, _instance: object) -> bool:
        return True

    def faults(_self: Validator, _instance: object) -> tuple[()]:
        return ()

    def fault(_self: Validator, _instance: object) -> None:
        return None

    for name, blind in {"is_valid": is_valid, "faults": faults, "fault": fault}.items():
        setattr(Validator, name, blind)


if __name__ == "__main__":
    blind()
    sys.exit(main())
