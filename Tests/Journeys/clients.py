#!/usr/bin/env python3
"""Libraries that nobody here wrote use the rehearsal networks as their users use the real ones.

The rehearsal networks and our connectors come from one reading of the networks' documentation; here somebody else's
reading is held against it. Nothing of it leaves this machine.
"""

from clients import bluesky, facebook, instagram, linkedin, mastodon, model, x
from kit.fence import Fence
from kit.processes import Networks
from kit.telling import case, finish, same


def main():
    fence = Fence()
    networks = Networks("--processing-ms", "300")
    for network in (x, facebook, instagram, linkedin, mastodon, bluesky, model):
        network.play(networks)
    with case("clients: nothing left this machine"):
        same(fence.tries, [], "tries")
    finish()


if __name__ == "__main__":
    main()
