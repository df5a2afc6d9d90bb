"""A chat on real sockets: nothing acknowledged is lost, nothing is shown twice, and no tick goes back.

Begin with ``model`` (the frames), ``service`` (the gateway) and ``client`` (the device). They stand on ``members`` (who
belongs where), ``message_log`` (the one truth about what was written) and ``hub`` (what gateways share: inboxes, who is
where, cursors, a channel to each).

``run`` plays them in virtual time on ``machines`` that fail, ``workload`` draws what is written and what breaks,
``checker`` judges what happened; ``often_seen`` has the rivals, ``memory`` a device with one function for its memory,
``estimate`` the arithmetic. ``live`` runs the same gateways and devices on this machine, a ``live_device`` for each:
``api`` is the WebSocket server, ``codec`` the frames as text, ``auth`` the tokens, ``redis_hub`` the shared hub.

Who is online: ``presence`` tells, ``evening`` plays it beside ``often_seen_presence``; ``socket_tables`` finds people,
``telling`` counts what their friends hear, ``reconnecting`` lets everybody come back at once.

Groups: ``groups`` lets people in and out, and keeps after which message each came; ``group_delivery``, ``group_costs``,
``group_order``, ``group_ticks`` and ``group_play`` count what many members cost; ``chat_list`` keeps everybody's list.

History: ``history`` keeps what was written long ago (``long_talks`` writes it), ``archive`` is the door to it and knows
from which message to which each person may read, as ``two_talks`` tries; ``message_ids`` compares names of messages,
``opening`` how a line begins.

Sealed texts: ``sealing`` carries them, ``seen_by_server`` looks for clear ones.
"""
