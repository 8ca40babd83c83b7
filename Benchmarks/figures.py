"""What every measurement needs: how busy the machine is, and percentiles."""

import os


def load():
    return round(os.getloadavg()[0], 2)


def share(values, part):
    """The value below which this part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
