"""What templates may see: values made field by field from the registry, public fields only."""
