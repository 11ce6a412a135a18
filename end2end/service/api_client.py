"""What a program does with a client that was generated from the OpenAPI document.

Arguments: the folder that the package `client` is in, the URL of the console. The token is in CHAT_CONSOLE_TOKEN. Prints the
record of the push as JSON.
"""

import json
import os
import sys

sys.path.insert(0, sys.argv[1])

from client import AuthenticatedClient
from client.api.applications import create_application, get_application
from client.api.certificates import add_certificate, check_certificate
from client.api.keys import list_keys, rotate_key
from client.api.pushes import send_test_push
from client.models import CertificateInput, NewApplicationInput, Problem, Rotation, TestPushInput


def good(answer):
    if answer is None or isinstance(answer, Problem):
        sys.exit(f"refused: {answer}")
    return answer


api = AuthenticatedClient(base_url=sys.argv[2], token=os.environ["CHAT_CONSOLE_TOKEN"])
new = NewApplicationInput.from_dict({"name": "Generated", "region": "kr"})
application = good(create_application.sync(client=api, body=new, idempotency_key="application"))
again = good(create_application.sync(client=api, body=new, idempotency_key="application"))
assert again.sdkappid == application.sdkappid
sdkappid = application.sdkappid
assert good(get_application.sync(sdkappid, client=api)).name == "Generated"

rotation = Rotation.from_dict({"replaces": 1, "overlap_days": 7})
key = good(rotate_key.sync(sdkappid, client=api, body=rotation))
assert [key.version for key in good(list_keys.sync(sdkappid, client=api)).keys] == [2, 1]
assert key.current

certificate = CertificateInput.from_dict(
    {
        "platform": "xiaomi",
        "certificate_name": "Store",
        "package_name": "com.example.messenger",
        "app_id": "fake-xiaomi-app",
        "region": "europe",
        "app_secret": "secret-of-com.example.messenger",
        "click_action": "application",
    }
)
certificate = good(add_certificate.sync(sdkappid, client=api, body=certificate))
assert good(check_certificate.sync(sdkappid, certificate.id, client=api)).state == "proven"

push = TestPushInput.from_dict({"title": "Hello", "body": "Is it there?", "token": "a-device"})
record = good(send_test_push.sync(sdkappid, certificate.id, client=api, body=push, idempotency_key="push"))
print(json.dumps(record.to_dict()))
