"""Rules without HTTP."""
