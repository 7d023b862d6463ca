"""Is a file what it says it is? Its first bytes are asked first, then a child with few rights decodes it."""
