"""Refusals of reverification."""

