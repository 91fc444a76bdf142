"""Every refusal of the catalogue, provoked by a request."""
