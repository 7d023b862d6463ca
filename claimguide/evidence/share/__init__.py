"""What recipients get of an exhibit: suggestions, boxes, the copy, and the consumer's word for it."""
