"""End-to-end encryption: two strangers agree on a secret through a server that they do not trust, and keep renewing it.

For learning. It follows the published specifications and passes their tests, and nobody has reviewed it for a product.

``model`` holds what travels, ``primitives`` the black boxes, ``x3dh`` agrees on the first secret, ``double_ratchet``
renews it, ``service`` is the key server and a device that uses both, ``ends`` a device's end of its talks with many
others. ``designs`` are rivals for one conversation, ``often_seen`` has those that fail, ``faults`` is a server that
lies and a network that is rough; ``workload`` draws who writes what, ``estimate`` is the arithmetic.

``relay`` is a server that keeps copies, ``theft`` copies a device at a moment of your choice, ``lookalikes`` counts the
work behind a safety number. ``taken_apart`` does X3DH agreement by agreement, ``recorded`` has those of another
program. ``receiving`` is one chain as its reader sees it, ``rough_talk`` an evening of late and lost messages.
"""
