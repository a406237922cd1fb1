"""What the visitor sees: questions, what people type, links, words, HTML and what is taken along."""
