"""Calls of HTTP libraries answered by a world in this process. What a test asks for: `mockfapi.clerk`."""
