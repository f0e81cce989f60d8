"""The site as a WSGI application, for the server that `manage.py serve` starts or any other."""

import gc
import multiprocessing
import os
import threading

from django.core.wsgi import get_wsgi_application


def end_with_parent() -> None:
    """End this worker when the server that started it is killed, or it would keep the port."""
    if server := multiprocessing.parent_process():
        server.join()
        os._exit(1)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
threading.Thread(target=end_with_parent, daemon=True, name="end with parent").start()
application = get_wsgi_application()
# What is loaded now stays. The collector need not walk it again for every large answer.
gc.freeze()
