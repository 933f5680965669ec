"""What an instructor and a class do from the wall and at a station, beside practising."""
