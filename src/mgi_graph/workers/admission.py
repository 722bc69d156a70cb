"""Decide who is served next, so that nobody waits because of somebody else's many requests."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class FairQueue(Generic[Thing]):
    """Let clients wait for one of some things, each client in order, the clients in turn.

    ``length`` bounds all who wait, ``per_client`` those of one client. What is
    given to one who has just gone away is ``returned``.
    """

    def __init__(self, length: int, per_client: int, returned: Callable[[Thing], None]) -> None:
        """Begin with nobody waiting."""
        self._length = length
        self._per_client = per_client
        self._returned = returned
        self._waiting: OrderedDict[Hashable, deque[asyncio.Future[Thing]]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        """Count those who wait."""
        return self._count

    def is_full_for(self, client: Hashable) -> bool:
        """Say whether ``client`` may not even wait."""
        return self._count >= self._length or len(self._waiting.get(client, ())) >= self._per_client

    async def wait(self, client: Hashable) -> Thing:
        """Return what this request of ``client`` is given when it is its turn."""
        turn: asyncio.Future[Thing] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._count += 1
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._returned(turn.result())
            else:
                self._leave(client, turn)
            raise

    def give(self, thing: Thing) -> bool:
        """Give something to whoever is next; say whether anybody was waiting."""
        while self._waiting:
            client, own = next(iter(self._waiting.items()))
            turn = own.popleft()
            self._count -= 1
            if own:
                self._waiting.move_to_end(client)
            else:
                del self._waiting[client]
            if not turn.done():
                turn.set_result(thing)
                return True
        return False

    def _leave(self, client: Hashable, turn: asyncio.Future[Thing]) -> None:
        own = self._waiting.get(client)
        if own is not None and turn in own:
            own.remove(turn)
            self._count -= 1
            if not own:
                del self._waiting[client]
