"""The record of record: sessions in SQLite."""
