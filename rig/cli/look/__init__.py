"""Seeing before trusting: how a file is understood, and what a sensor sends."""
