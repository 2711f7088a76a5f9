"""A pre-forking server of Python's standard library: workers accept on one inherited socket, each keeps its own keys."""
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SEEN = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_GET(self):
        SEEN[self.headers.get("authorization") or ""] = {"scopes": []}
        self.send_response(401)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
children = []
for _ in range(int(sys.argv[1])):
    pid = os.fork()
    if pid == 0:
        sys.stdin.close()
        server.serve_forever()
    children.append(pid)
print(server.server_address[1], flush=True)


def end():
    for child in children:
        os.kill(child, 9)
    os._exit(0)


threading.Timer(120, end).start()
sys.stdin.read()
end()
