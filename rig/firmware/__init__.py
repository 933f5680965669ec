"""Firmware for boards, and how it gets there."""
