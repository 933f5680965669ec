"""Rows of plain numbers and moments, thousands at a time, to the bits that a parser gives."""
