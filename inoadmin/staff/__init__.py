"""What turns PINs into hashes and signatures into proofs, with a secret outside the database."""
