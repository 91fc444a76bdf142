"""Apps as people write them, which know nothing of the mock, and their tests."""
