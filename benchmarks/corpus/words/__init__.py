"""Keep the words that the sentences, names and layouts of the corpus are made of."""
