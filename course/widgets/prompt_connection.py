"""Sends the kernel's answers to the page at once: a slider's picture comes some 30 ms sooner.

Tornado leaves Nagle's algorithm on for WebSockets. A kernel answers a key press with several small messages (busy,
echo, picture), so all but the first wait until the browser has acknowledged it, which takes Linux up to 40 ms.

JupyterLab uses it with ``--ServerApp.kernel_websocket_connection_class=`` and :data:`PROMPT_CONNECTION`.
"""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

PROMPT_CONNECTION = f"{__name__}.PromptConnection"


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's own connection between page and kernel, without the wait."""

    def connect(self) -> Any:  # noqa: ANN401 - the two classes above disagree on it
        """Open it, and let small messages go at once."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
