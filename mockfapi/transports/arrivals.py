"""Tells when a module has been imported. It stands among Python's finders only while somebody waits."""

import sys
from collections.abc import Callable, Sequence, Set
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class Arrivals(MetaPathFinder):
    """Calls `arrived` with the name of an awaited module as soon as it is there."""

    def __init__(self, awaited: Set[str], arrived: Callable[[str], None]) -> None:
        self._awaited, self._arrived = awaited, arrived

    def watch(self) -> None:
        """Begins to look, before all other finders."""
        sys.meta_path.insert(0, self)

    def leave(self) -> None:
        """Looks no longer."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What the other finders find; an awaited module is told of once its code has run."""
        if name not in self._awaited:
            return None
        others = [it for it in sys.meta_path if it is not self]
        found = (it.find_spec(name, path, target) for it in others)
        spec = next((it for it in found if it is not None), None)
        if spec is not None and spec.loader is not None:
            self._attend(spec.loader, name)
        return spec

    def _attend(self, loader: Any, name: str) -> None:
        run = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            # Loaders of archives have many modules.
            if module.__name__ == name:
                vars(loader).pop("exec_module", None)
                self._arrived(name)

        loader.exec_module = exec_module
