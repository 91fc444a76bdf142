"""The Frontend API: one module a tag of the contract, a short function an operation."""

from mockfapi.fapi import (
    browser_flows,
    client,
    dev_browser,
    environment,
    health,
    sessions,
    sign_ins,
    sign_ups,
    user,
    well_known,
)

MODULES = (
    browser_flows,
    client,
    dev_browser,
    environment,
    health,
    sessions,
    sign_ins,
    sign_ups,
    user,
    well_known,
)
