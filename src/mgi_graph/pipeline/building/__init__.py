"""Build a dataset block by block: read, arrange, convert, merge, close and write.

``assembly`` leads through it. Blocks are made in any number of processes (``crew``), written in
their order (``ledger``), and copied where an earlier build made the same (``index``).
"""
