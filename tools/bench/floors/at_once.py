"""A command so many times at once: what processes that share nothing cost one another on this machine."""

import subprocess
import sys

running = [subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL) for _ in range(int(sys.argv[1]))]
sys.exit(max(process.wait() for process in running))
