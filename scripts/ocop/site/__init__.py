"""The public site: the registry poured into what the engine built, published whole or not at all."""
