"""Getting back in without the second step: asked by one, decided by another, used by whoever lost it."""
