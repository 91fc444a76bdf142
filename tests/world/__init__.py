"""Tests of worlds, tables and ports, without rules."""
