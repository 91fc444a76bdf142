"""Who carries: one thread at a time in a lane, and a thread of its own for what nobody waits for."""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread, get_ident

PATIENCE_S = 10.0
PAUSE_S = 1.0

log = logging.getLogger("mockfapi")


class Lane:
    """Keeps deliveries in order. What happens while somebody is told comes next, not in between."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._holder: int | None = None

    def drain(self, step: Callable[[], bool]) -> None:
        """Calls until there is nothing left to do, once whoever is at it has finished."""
        if self._holder == get_ident() or not self._turn.acquire(timeout=PATIENCE_S):
            return
        self._holder = get_ident()
        try:
            while step():
                pass
        finally:
            self._holder = None
            self._turn.release()


class Worker:
    """A thread that starts with the first ring, works at each ring, and every second once it runs."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._bell, self._starting = Event(), Lock()
        self._thread: Thread | None = None
        self._is_over = False

    def ring(self) -> None:
        self._bell.set()
        with self._starting:
            if self._thread is None and not self._is_over:
                self._thread = Thread(target=self._run, name="mockfapi-webhooks", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Ends the thread after what it has in hand."""
        self._is_over = True
        self._bell.set()
        if self._thread is not None:
            self._thread.join(timeout=PATIENCE_S)
            self._thread = None

    def _run(self) -> None:
        while not self._is_over:
            self._bell.wait(PAUSE_S)
            self._bell.clear()
            if not self._is_over:
                self._try()

    def _try(self) -> None:
        try:
            self._work()
        except Exception:
            log.exception("webhooks: a round of deliveries failed")
