"""The application: what drives the stages. Nothing below imports it."""
