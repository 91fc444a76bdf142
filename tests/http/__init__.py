"""Tests of the hinges: routing, reading, admitting, writing, refusing."""
