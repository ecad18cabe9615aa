"""The desk of one case: steps at the left, the form of the step in the middle, deadlines, papers and evidence at the right."""
