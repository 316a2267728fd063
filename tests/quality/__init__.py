"""What readers are promised, checked with everything at hand: slow, so not among the tests of every day."""
