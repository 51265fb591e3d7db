"""Practice: people, patients in every stage, and a clock that can run faster."""
