"""`python -m benchmarks`: every script in turn, each in a process of its own."""

import subprocess
import sys

SCRIPTS = ("start", "client", "transports", "fork", "lists", "worlds", "tokens", "reset", "state", "plugin")

for script in SCRIPTS:
    print(f"== {script}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{script}"], check=True)
