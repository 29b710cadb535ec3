"""The registry of OCOP products: read the dossiers, judge them, publish what is public."""
