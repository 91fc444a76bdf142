"""Tests through the door of the Frontend API, one file a tag."""
