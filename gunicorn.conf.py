"""How the web process runs, the same for `make run` and behind a proxy. Read by gunicorn from here."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "claimguide.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
# One import, then forks: half the start-up time and shared memory.
preload_app = True
timeout = 30
graceful_timeout = 5
keepalive = 5
max_requests = 2000
max_requests_jitter = 200
limit_request_line = 4094
limit_request_fields = 60
# Addresses of pages name cases; the access log belongs to the proxy, with its own time of keeping.
accesslog = None
control_socket_disable = True
