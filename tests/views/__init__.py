"""Views against the contract."""
