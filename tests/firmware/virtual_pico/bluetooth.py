"""Names of Bluetooth services; the radio itself is in `aioble`. Runs on MicroPython."""


class UUID:
    def __init__(self, words):
        self.words = words
