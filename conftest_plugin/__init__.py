"""The pytest plugin: hooks in `plugin`, the rest imported when a test first asks."""
