"""A chat on real sockets: nothing acknowledged is lost, nothing is shown twice, and no tick goes back.

``model`` holds the frames, ``members`` who belongs where, ``message_log`` the one truth about what was written, ``hub``
what gateways share (inboxes, who is where, cursors, a channel to each), ``service`` the gateway, ``client`` the device.
``live`` runs them on this machine: ``api`` is the WebSocket server, ``codec`` the frames as text, ``auth`` the tokens,
``redis_hub`` the hub that machines share. ``run`` plays them in virtual time on ``machines`` that fail, ``workload``
draws what is written and what breaks, ``checker`` judges what happened, ``often_seen`` has the rivals, ``estimate`` the
arithmetic.

``presence`` tells who is online, ``evening`` plays it beside ``often_seen_presence``; ``socket_tables`` finds people,
``telling`` counts what their friends hear, ``reconnecting`` lets everybody come back at once.
"""
