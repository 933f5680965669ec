"""How the record is written: codec, schema, headers, migrations."""
