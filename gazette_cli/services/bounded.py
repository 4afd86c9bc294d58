"""One job in a process of its own that can be killed: for what is read by itself, and not by the hundred."""

import select
from typing import Any

from gazette_cli.errors import SourceError
from gazette_cli.services.child import Work
from gazette_cli.services.children import Children

_MEGABYTE = 1024 * 1024


def run_bounded(
    work: Work,
    payload: Any,
    *,
    seconds: float = 30.0,
    memory: int = 512 * _MEGABYTE,
    cpu_seconds: float = 20.0,
) -> Any:
    """Return `work(payload)`, done in a process of its own within these limits (`Children`). Raises SourceError."""
    with Children(work, count=1, seconds=seconds, memory=memory, cpu_seconds=cpu_seconds) as children:
        children.submit(None, payload)
        while True:
            waiting = select.poll()
            for descriptor in children.descriptors():
                waiting.register(descriptor, select.POLLIN)
            waiting.poll((children.deadline() or 0.0) * 1000 + 1)
            for done in children.collect():
                if done.error:
                    raise SourceError(done.error)
                return done.result
