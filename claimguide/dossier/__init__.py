"""Dossiers: a case's letters, sheets, bundle and timeline, as one PDF or one ZIP."""
