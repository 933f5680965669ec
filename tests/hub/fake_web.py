"""A small stand-in for the process behind the door: it shows what reached it, and can be slow."""

import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = b"// a script\n" + b"const answer = 42;\n" * 5000


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        place = urlsplit(self.path)
        if place.path == "/echo":
            self.give(json.dumps(self.seen()).encode(), "application/json")
        elif place.path.endswith(".js"):
            self.give(SCRIPT, "text/javascript")
        else:
            self.give(b"<!doctype html><title>a page</title>", "text/html; charset=utf-8")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        words = json.loads(body)
        if "burns" in words:
            burn(Path(words["burns"]), Path(words["until"]))
        self.give(json.dumps(self.seen()).encode(), "application/json")

    def seen(self):
        return {"path": self.path, "headers": [[k.lower(), v] for k, v in self.headers.items()]}

    def give(self, body, kind):
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("server", "fake")
        self.send_header("set-cookie", "theme=dark; SameSite=Strict")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def burn(begun, over):
    with begun.open("a") as told:
        told.write(".")
    while not over.exists():
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    ThreadingHTTPServer(("127.0.0.1", parser.parse_args().port), Pages).serve_forever()
