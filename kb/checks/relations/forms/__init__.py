"""Relations worked out from forms: what adds up, whose parents are printed, how forms are numbered and headed."""
