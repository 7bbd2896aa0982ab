"""Personal details in what people write: found by patterns, and replaced by readable marks before anything is stored."""
