"""One-line breakages of the product, and whether a test notices each: mutation testing (DeMillo, Lipton, Sayward 1978)."""
