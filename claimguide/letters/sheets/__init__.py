"""Copy-out sheets: what a letter says, in the order and the limits of the form it must be typed into."""
