"""What use cases end in, a module for what one command comes to: it pays for no other."""
