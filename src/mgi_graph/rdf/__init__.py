"""Write profiles as RDF: mint IRIs, describe things, read vocabularies, serialise."""
