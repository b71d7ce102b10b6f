"""What a document's records depend on besides its content; another fingerprint means doing it anew.

Two halves: how the pages were read, and which dictionaries normalised them. Renormalising changes the
second half only, so that the next run does not read the pages again.
"""

from __future__ import annotations

import hashlib

from dictionaries.plan_forms import forms_version
from lampiran import __version__
from lampiran.settings import Settings


def fingerprint_of(settings: Settings, engine: str, dictionary_version: str) -> str:
    """The fingerprint of a run with these settings, this engine and these dictionaries."""
    facts = (__version__, engine, settings.text_layer, settings.quality, forms_version(), *settings.columns)
    reading = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]
    return f"{reading}-{dictionary_version}"


def with_dictionary(fingerprint: str, dictionary_version: str) -> str:
    """The same reading, normalised with other dictionaries."""
    return f"{fingerprint.partition('-')[0]}-{dictionary_version}"
