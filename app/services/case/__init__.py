"""Cases: opening, people, acts with their gates, deadlines, and the desk that shows all of it."""
