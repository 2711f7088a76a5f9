"""A service of Python's standard library: answers 401 and keeps every key (dict) or none. Prints its port."""
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODE = sys.argv[1]
SEEN = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One packet per answer: head and body apart would wait for a delayed acknowledgement, 40 ms each.
    wbufsize = 65536

    def do_GET(self):
        key = self.headers.get("authorization") or self.headers.get("cookie") or self.path.partition("?")[2]
        if MODE == "dict" and key not in SEEN:
            SEEN[key] = {"scopes": [], "hits": 1}
        body = b'{"error":"unknown key"}'
        self.send_response(401)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
# Ends with the test that started it, or by itself.
threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
server.serve_forever()
