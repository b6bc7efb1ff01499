"""The store: one interface (`interface`), an embedded one on disk (`embedded`), SPARQL servers (`remote`)."""
