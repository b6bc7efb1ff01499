"""What documents print of the words of a sentence that no question answers: shown as printed, and no answer."""
