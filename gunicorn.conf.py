"""Production settings of gunicorn; the numbers come from PORTAL_* like every other setting."""

from pathlib import Path

from portal.settings import SettingError, Settings

try:
    settings = Settings.read()
except SettingError as error:
    raise SystemExit(str(error)) from error

bind = f"127.0.0.1:{settings.port}"
worker_class = "portal.serving.edge.Worker"
workers = settings.workers
threads = settings.threads
timeout = 30
graceful_timeout = 20
keepalive = 5
# The longest address that the search form can make is 200 characters of 9 bytes.
limit_request_line = 8190
limit_request_fields = 60
# Two sites of one user would otherwise meet at the same socket.
control_socket_disable = True
# On a busy disk the worker's sign of life could be late, and a healthy worker be killed.
if Path("/dev/shm").is_dir():  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108
