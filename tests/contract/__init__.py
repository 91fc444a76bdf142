"""What a fuzzer finds: needs `pip install '.[fuzz]'` and skips without."""
