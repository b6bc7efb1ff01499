"""What tests of the web pages share; `made_web` types the document."""

from made_web import client, web_store

__all__ = ["client", "web_store"]
