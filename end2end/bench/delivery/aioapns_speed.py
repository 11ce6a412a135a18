"""How many pushes a second aioapns sends: aioapns_speed.py TASK, of bench/delivery/clients.mjs."""

import asyncio
import json
import ssl
import sys
import time
from urllib.parse import urlsplit

from aioapns import APNs, NotificationRequest, PushType
from aioapns.connection import APNsProductionClientProtocol

task = json.loads(sys.argv[1])
host = urlsplit(task["apns"])
message = {"aps": {"alert": {"title": "Ward 3", "body": "Bed 12 asks for you"}}}


class Simulated(APNsProductionClientProtocol):
    """Apple's host and port stand in the class."""

    APNS_SERVER = host.hostname
    APNS_PORT = host.port


async def main():
    with open(task["key"]) as file:
        key = file.read()
    context = ssl.create_default_context(cafile=task["ca"])
    apns = APNs(key=key, key_id=task["key_id"], team_id=task["team"], topic=task["bundle"], ssl_context=context)
    apns.pool.protocol_class = Simulated

    async def send(number):
        token = f"c0ffee{number:058x}"
        request = NotificationRequest(device_token=token, message=message, push_type=PushType.ALERT)
        result = await apns.send_notification(request)
        if not result.is_successful:
            raise RuntimeError(result.description)

    warmed = task["in_flight"]
    await asyncio.gather(*(send(number) for number in range(warmed)))
    started, before = time.perf_counter(), time.process_time()
    sent = 0

    async def work(number):
        nonlocal sent
        while time.perf_counter() < started + task["seconds"]:
            await send(number)
            sent += 1

    await asyncio.gather(*(work(number) for number in range(task["in_flight"])))
    lasted, processor = time.perf_counter() - started, time.process_time() - before
    print(json.dumps({"sent": sent, "warmed": warmed, "seconds": lasted, "processor_micros": processor * 1e6}))


asyncio.run(main())
