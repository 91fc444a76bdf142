"""What holds for any people, any requests and any order of them: Hypothesis looks for a counterexample."""
