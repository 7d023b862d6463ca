"""Bundles: what a case holds as proof, as one PDF and one ZIP that can be checked without this site."""
