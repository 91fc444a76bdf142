"""State files: worlds on the disk, so that they outlive the process. Knows neither requests nor scenarios."""

from mockfapi.state.file import StateFile, StateFileError
from mockfapi.state.keeper import Begun, Found, StateKeeper

__all__ = ["Begun", "Found", "StateFile", "StateFileError", "StateKeeper"]
