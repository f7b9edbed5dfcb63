"""For officers of a partner authority: deciding on the papers that are issued in its name."""
