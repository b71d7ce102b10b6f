"""Programs that ``bench`` runs in processes of their own.

``img2table_tables`` and ``ocrmypdf_tables`` run in the other tools' environment and import nothing of this
project; ``lampiran_pages`` and ``lampiran_pool`` run in ours.
"""
