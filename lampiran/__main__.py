"""``python -m lampiran``."""

from lampiran.cli import entry

if __name__ == "__main__":
    entry()
