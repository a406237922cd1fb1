"""What happens to the pages once a generator made them: finished, stamped with hashes and policy, kept for offline."""
