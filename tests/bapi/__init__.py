"""Tests through the door of the Backend API."""
