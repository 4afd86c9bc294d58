"""python -m gazette_cli"""

from gazette_cli.cli import main

main()
