"""Performance forms (绩效): declarations, self-evaluations, whole departments, indicators and targets."""
