"""The Backend API: one module a group of operations."""

from mockfapi.bapi import jwks

MODULES = (jwks,)
