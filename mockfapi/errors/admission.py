"""Refusals of who may sign up."""

