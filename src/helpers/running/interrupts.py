"""Let signals wait where they would leave half of something; end with the parent."""

import contextlib
import ctypes
import os
import signal
import threading

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl


@contextlib.contextmanager
def hold_interrupts(notice=lambda: None):
    """Let Ctrl-C and SIGTERM wait until the block is over, and answer the first of them then.

    Parameters
    ----------
    notice : callable
        Called as soon as one comes; it may end what the block waits for.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []

    def keep(number, frame):
        came.append((number, frame))
        notice()

    before = {number: signal.signal(number, keep) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number, frame in came[:1]:
        if callable(before[number]):
            before[number](number, frame)
        elif before[number] == signal.SIG_DFL:
            signal.raise_signal(number)


@contextlib.contextmanager
def block_ctrl_c():
    """Start processes that Ctrl-C does not reach; this one hears of it afterwards."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        unblock_ctrl_c()


def unblock_ctrl_c():
    """Hear of Ctrl-C again, in a process that was started without."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def die_with_parent(number) -> int:
    """Ask the system, where it is Linux, to send this process a signal when its parent has gone.

    Returns the parent as it was before that: a parent that had gone already sends no signal.
    """
    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, number)
    return parent
