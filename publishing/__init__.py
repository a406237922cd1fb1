"""From the rules and the words to a site: what runs at build time only."""
