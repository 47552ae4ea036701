"""What the installation tells of itself in a hand-out. The top part joins in ``AppConfig.ready()``."""

# For which purpose each part keeps what it keeps, by its name, as the register of processing says.
purposes: dict[str, str] = {}
