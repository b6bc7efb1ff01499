"""The desk: what may change the store, for those who know the token: uploads, and decisions about findings."""
