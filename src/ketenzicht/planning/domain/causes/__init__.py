"""Which problem comes from what and leads to what: the network, editing it, and what comes out of it."""
