"""What an operator can do: use cases that take a Session and an Actor, check everything, and never commit."""
