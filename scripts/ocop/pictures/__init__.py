"""Pictures: what people send in, looked at with suspicion and made over, and what is drawn here."""
