"""Checks that are counted: a script of tests says what failed, goes on, and ends with how many there were."""
import sys

count = failed = 0


def check(what, good, detail=""):
    global count, failed
    count += 1
    if not good:
        failed += 1
        print(f"FAIL {what}\n{detail}")


def finish():
    """Ends the script. One that checked nothing has failed."""
    print(f"{count} checks, {failed} failed")
    sys.exit(bool(failed or not count))
