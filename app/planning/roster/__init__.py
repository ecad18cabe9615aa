"""The roster of a month: greedy answer, polish, CP-SAT in a child process, repair, candidates, explanations."""
