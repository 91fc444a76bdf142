"""The pytest plugin and what a test holds in its hand, mostly by pytest inside pytest."""
