"""Refusals of second factors."""

