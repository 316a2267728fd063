"""What a reviewer of a change wants to see of the policies in it, and its place on the pull request."""
