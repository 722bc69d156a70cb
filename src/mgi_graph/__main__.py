"""Run the command line as ``python -m mgi_graph``."""

from mgi_graph.cli import main

main()
