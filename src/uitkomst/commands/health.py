"""uitkomst health: does the application on this machine answer."""

from __future__ import annotations

import http.client
import json
import os


def health(*, port: int = 8000) -> int:
    """Ask the application on this machine whether it works, as a container engine or a monitor does. Prints what it says.

    Example: uitkomst health

    Exit code 0: it works. 1: it does not answer, or says what fails.

    Parameters
    ----------
    port:
        The port at which it listens.
    """
    # The name that it answers to; another is refused.
    host = os.environ.get("UITKOMST_HOSTS", "").split(",")[0].strip().lstrip(".*") or "localhost"
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        asked.request("GET", "/health/", headers={"Host": host})
        answer = asked.getresponse()
        said = json.loads(answer.read(10_000))
    except (OSError, ValueError, http.client.HTTPException) as error:
        print(type(error).__name__)
        return 1
    finally:
        asked.close()
    print(json.dumps(said))
    return 0 if answer.status == 200 else 1
