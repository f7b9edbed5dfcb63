"""What kind of device a browser runs on, so that an office knows which one to look for."""

from __future__ import annotations

# The first that occurs counts: an Android phone says Linux, too, and Edge says Chrome and Safari.
_SYSTEMS = (("iPad", "iPad"), ("iPhone", "iPhone"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"),
            ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))
_BROWSERS = (("MicroMessenger", "WeChat"), ("QQBrowser", "QQ"), ("UCBrowser", "UC"), ("HuaweiBrowser", "Huawei"),
             ("Edg", "Edge"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))


def device_name(user_agent: str) -> str:
    """Such as ``Android · Chrome``; empty when the browser says nothing that is known."""
    named = (next((name for word, name in words if word in user_agent), "") for words in (_SYSTEMS, _BROWSERS))
    return " · ".join(name for name in named if name)
