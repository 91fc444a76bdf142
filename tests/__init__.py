"""The tests of mockfapi, one folder a ring. A package, so that tests may share their own nouns."""
