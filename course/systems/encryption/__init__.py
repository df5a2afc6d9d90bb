"""End-to-end encryption: two strangers agree on a secret through a server that they do not trust, and keep renewing it.

For learning. It follows the published specifications and passes their tests, and nobody has reviewed it for a product.
"""
