"""The Backend API: one module a group of operations."""

from mockfapi.bapi import clients, jwks, jwt_templates, users

MODULES = (clients, jwks, jwt_templates, users)
