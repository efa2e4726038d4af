"""A tab that shows one page of a site after the other, as if each were its first."""

import asyncio
from urllib.parse import urlsplit

# Longest wait for a tab to answer.
ANSWER_S = 2
# A page that has been read has no last word: one that does not come to its end would keep the next one from its tab.
NO_LAST_WORD = """for (const leaving of ['beforeunload', 'pagehide', 'unload', 'visibilitychange']) {
  addEventListener(leaving, (event) => event.stopImmediatePropagation(), true);
}"""


class Tab:
    def __init__(self, name):
        # As the library knows it, which calls it a session.
        self.name = name
        self.page = self.devtools = self.site = None
        # Entries of its history.
        self.shown = set()

    async def has_moved_on(self):
        """Whether it shows a new page, and not one that it has shown before: a page may go back."""
        self.devtools = self.devtools or await self.page.context.new_cdp_session(self.page)
        history = await self.devtools.send("Page.getNavigationHistory")
        entries = [entry["id"] for entry in history["entries"]]
        is_new = entries[history["currentIndex"]] not in self.shown
        self.shown = set(entries)
        return is_new

    async def rest(self):
        """Ends what its page does."""
        self.site = site_of(self.page.url)
        await self.devtools.send("Emulation.setScriptExecutionDisabled", {"value": True})
        return True

    async def wake(self):
        """Makes it ready for the next page."""
        await self.devtools.send("Emulation.setScriptExecutionDisabled", {"value": False})
        await self.page.evaluate("window.name = ''")
        return True


def site_of(url):
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


async def in_time(work):
    """What comes of it, or False where it fails or takes too long."""
    try:
        return await asyncio.wait_for(work, ANSWER_S)
    except Exception:
        return False
