"""What the journeys share: processes, a person with a browser, a program with a key, and the telling of results."""
