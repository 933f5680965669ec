"""Raw sensor counts turned into newtons."""
