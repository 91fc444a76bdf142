"""The strategy `web3_coinbase_wallet_signature`."""

from mockfapi.rules import wallets

STRATEGY = wallets.strategy("web3_coinbase_wallet_signature", wallets.ETHEREUM)
