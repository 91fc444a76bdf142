"""The strategy `web3_base_signature`."""

from mockfapi.rules import wallets

STRATEGY = wallets.strategy("web3_base_signature", wallets.ETHEREUM)
