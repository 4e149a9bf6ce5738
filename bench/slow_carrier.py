"""A carrier that takes everything after 50 ms: `python -m bench.slow_carrier` prints its port.

It ends when its standard input does.
"""

import asyncio
import sys

ANSWERS_AFTER = 0.05
YES = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One message."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (
            int(line[15:])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    await reader.readexactly(length)
    await asyncio.sleep(ANSWERS_AFTER)
    writer.write(YES)
    await writer.drain()
    writer.close()


async def serve() -> None:
    """Until the standard input ends."""
    server = await asyncio.start_server(take, "127.0.0.1", 0, backlog=500)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
