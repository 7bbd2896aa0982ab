"""What people see while something breaks under load, and what is stored of it afterwards."""
