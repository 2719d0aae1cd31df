"""What machines read of a built site, held by checkers that nobody here wrote and by a few rules of our own."""
