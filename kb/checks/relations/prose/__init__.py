"""Relations worked out from running text: changes, sums, dates and stages that sentences tell."""
