"""The pages. `table` says which there are; each is built when it is first visited."""
