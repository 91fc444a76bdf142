"""Refusals of web3 wallets."""

from mockfapi.errors.row import ErrorRow

form_incorrect_signature = ErrorRow(
    422, "form_incorrect_signature", "is incorrect", "The signature was not made by this wallet for this message."
)
