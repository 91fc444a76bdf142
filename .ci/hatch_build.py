"""Build hook: puts contracts, compiled and as written, and scenarios into the wheel. Build time only."""

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def bare_package(name: str, folder: Path) -> None:
    """Makes the modules of a package importable without its front, which may need more than we have."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


class Data(BuildHookInterface[Any]):
    """An editable install needs none of it: there the checkout's own folders are read."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        bare_package("mockfapi", root / "mockfapi")
        bare_package("mockfapi.spec", root / "mockfapi" / "spec")
        self.folder = TemporaryDirectory(prefix="mockfapi-specs-")
        compiled = Path(self.folder.name)
        import_module("mockfapi.spec.build").compile_contracts(root / "specs", compiled)
        included = build_data["force_include"]
        included[str(root / "scenarios")] = "mockfapi/_scenarios"
        included[str(root / "specs")] = "mockfapi/_specs"
        for contract in sorted(compiled.glob("*.json")):
            included[str(contract)] = f"mockfapi/_specs/{contract.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        del version, build_data, artifact_path
        if hasattr(self, "folder"):
            self.folder.cleanup()
