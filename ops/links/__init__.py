"""`make links`: whether every link in knowledge/ still opens, and what a person must look at."""
