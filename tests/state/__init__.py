"""Tests of state files and of who keeps worlds in them."""
