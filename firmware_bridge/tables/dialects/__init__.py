"""What the programs of makers write, one value a file; `known` lists them."""
