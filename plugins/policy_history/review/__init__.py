"""What a reviewer of a change wants to see of the policies in it, and its place on the pull request.

``comment.review_comment`` writes, and ``posting``, a program of its own, posts.
"""
