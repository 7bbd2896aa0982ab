"""The staff report: what people asked, from the stored conversations; and the step from it to training questions."""
