"""值班表: what an operator can do with it: plan, keep, publish, swap, repair, look, print and bring in."""
