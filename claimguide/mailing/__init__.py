"""Letters by e-mail: off unless the operator switches it on, and never without the consumer's say-so."""
