"""What the kernel knows of processes: their processor time and their memory."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def _fields(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()


def cpu_seconds(pid):
    """User and system time of a process, without that of its children."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def status_mib(pid, field="VmRSS"):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
    raise SystemExit(f"the kernel does not tell {field}")


def family(root):
    """A process and all that it started, and that they started."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(name)] = int(_fields(name)[1])
        except OSError:
            continue  # it has just ended
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def family_cpu_seconds(root):
    """Of all of them, those that have ended too."""
    return sum(_quietly(_with_ended_children, pid) for pid in family(root))


def family_mib(root):
    """Resident memory; a page that several of them share is counted once, by shares."""
    return sum(_quietly(_share_mib, pid) for pid in family(root))


def _with_ended_children(pid):
    return sum(int(field) for field in _fields(pid)[11:15]) / TICKS


def _share_mib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


def _quietly(measure, pid):
    try:
        return measure(pid)
    except (OSError, StopIteration):
        return 0  # it has just ended
