"""What is asked: occupational standards, read from YAML, checked, and pinned by digest. Pure: bytes in, values out."""
