"""Refusals of web3 wallets."""

