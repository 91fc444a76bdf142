"""Default images, for views. They are drawn by `rules.images`, since claims of tokens show them too."""

from mockfapi.rules.images import default

__all__ = ["default"]
