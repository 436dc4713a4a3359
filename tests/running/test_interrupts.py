"""Signals wait while something is half done, and are answered then."""

import os
import signal
import threading

import pytest

from helpers.running.interrupts import block_ctrl_c, hold_interrupts


def test_held_signals_are_answered_once_and_in_order(answered):
    with hold_interrupts():
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
        assert answered == []
    assert answered == [signal.SIGTERM]


def test_whoever_waits_is_told_as_soon_as_a_signal_comes(answered):
    told = []
    with hold_interrupts(lambda: told.append(list(answered))):
        os.kill(os.getpid(), signal.SIGINT)
        assert told == [[]]
    assert answered == [signal.SIGINT]


def test_outside_of_the_main_thread_nothing_is_held():
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def hold():
        with hold_interrupts():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=hold)
    thread.start()
    thread.join()
    assert seen == [before]


def test_ctrl_c_waits_while_processes_are_started_also_if_that_fails(answered):
    with pytest.raises(OSError, match="no process"):
        with block_ctrl_c():
            signal.raise_signal(signal.SIGINT)  # to this thread: it blocks, others need not
            assert answered == []
            raise OSError("no process")
    assert answered == [signal.SIGINT]
