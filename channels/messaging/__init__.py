"""What every messaging channel shares; a platform adds how it signs, what it sends, and how a Reply looks on it."""
