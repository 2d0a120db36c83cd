"""What the desk knows of a visit and of a person, and the changes that it asks for."""
