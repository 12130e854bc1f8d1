"""What-ifs through the exchange: asked for, followed, kept as branches, compared."""
