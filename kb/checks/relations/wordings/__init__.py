"""Relations that sentences tell as they are printed (`cnb:Wording`)."""
