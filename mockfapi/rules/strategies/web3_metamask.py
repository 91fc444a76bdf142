"""The strategy `web3_metamask_signature`."""

from mockfapi.rules import wallets

STRATEGY = wallets.strategy("web3_metamask_signature", wallets.ETHEREUM)
