"""Run a server until standard input ends, then end it and remove its folder.

``python keeper.py FOLDER COMMAND …``. Standard input is a pipe from the tests: however they
end, SIGKILL included, the system closes it, and nothing of the server is left behind.
"""

import shutil
import subprocess
import sys
import threading


def main() -> int:
    """Keep the server; return its exit code if it ends by itself."""
    folder, *command = sys.argv[1:]
    server = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def end_with_tests() -> None:
        sys.stdin.buffer.read()
        server.kill()

    threading.Thread(target=end_with_tests, daemon=True).start()
    code = server.wait()
    shutil.rmtree(folder, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
