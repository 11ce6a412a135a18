"""Pushes with Tencent's Python REST client, unmodified: one body a line in, one answer a line out.

timsdk has no method for pushes, but each of its services sends any call. It signs for the application and key of
the arguments; which host it reaches is up to the proxy in the environment.
"""

import json
import sys

from timsdk import TimClient

client = TimClient(int(sys.argv[1]), sys.argv[2])
for line in sys.stdin:
    print(json.dumps(client.open_im._post("timpush/batch", data=json.loads(line))))
