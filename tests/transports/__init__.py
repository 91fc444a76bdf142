"""Calls of HTTP libraries that worlds of this process answer."""
