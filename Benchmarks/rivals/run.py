"""Runs one rival: `run.py MODULE VERB [WORD…]`. A module of its own, so that queues find their jobs by its name."""

import importlib
import sys

importlib.import_module(sys.argv[1]).main(*sys.argv[2:])
