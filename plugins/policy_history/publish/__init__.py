"""What is published at which address."""
