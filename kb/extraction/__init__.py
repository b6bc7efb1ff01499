"""Files → shards of N-Quads and partitioned Parquet on disk, over processes or a cluster; loaded in bulk later."""
