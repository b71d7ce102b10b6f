"""``python -m lampiran``."""

from lampiran.app.cli import entry

if __name__ == "__main__":
    entry()
