"""Tracker store, feedback store and the in-process answer generator."""
