"""Signs with Tencent's Python library: one JSON request a line in, one UserSig a line out."""

import base64
import json
import sys

from TLSSigAPIv2 import TLSSigAPIv2

for line in sys.stdin:
    case = json.loads(line)
    api = TLSSigAPIv2(case["sdkappid"], case["key"])
    if case.get("userbuf"):
        userbuf = base64.b64decode(case["userbuf"])
        print(api.gen_sig_with_userbuf(case["user"], case["expire"], userbuf))
    else:
        print(api.gen_sig(case["user"], case["expire"]))
