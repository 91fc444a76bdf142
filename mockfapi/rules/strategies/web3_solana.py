"""The strategy `web3_solana_signature`."""

from mockfapi.rules import wallets

STRATEGY = wallets.strategy("web3_solana_signature", wallets.SOLANA)
