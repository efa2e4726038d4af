"""Chromium behind the Crawl4AI library: one at a time, its requests through the proxy, replaced when it is spent."""

import asyncio
import contextvars
import itertools
import os
import sys
import time
import weakref

import psutil
from crawl4ai import AsyncWebCrawler, BrowserConfig

from library import PROXY
from tab import NO_LAST_WORD, Tab, in_time, site_of

USER_AGENT = os.environ["PAGEKEEP_BRIDGE_USER_AGENT"]

PAGES_AT_ONCE = 6
# A browser leaks: after so many pages, or above so much memory of all its processes, a fresh one takes over.
PAGES_PER_BROWSER = 300
MOST_BYTES = 1_500_000_000
MOST_PAGE_BYTES = 32 * 1024 * 1024
IDLE_S = 60
REFUSAL = contextvars.ContextVar("refusal")
# Of what a tab shows just now.
REFUSALS = weakref.WeakKeyDictionary()
GONE = ("has been closed", "Target crashed", "Connection closed", "Browser closed", "Page crashed")


async def refuse_files(page, **_):
    """Hears what a page turns out to be with its first bytes: Crawl4AI would wait half a minute for the body of a picture."""
    is_used = page in REFUSALS
    REFUSALS[page] = REFUSAL.get()
    if is_used:
        return page

    def hear(response):
        is_page = response.request.is_navigation_request() and response.frame == page.main_frame
        reason = reason_against(response) if is_page and response.ok else None
        if reason is not None and not REFUSALS[page].done():
            REFUSALS[page].set_result(reason)
            asyncio.ensure_future(stop_loading(page))

    page.on("response", hear)
    await page.add_init_script(NO_LAST_WORD)
    return page


def reason_against(response):
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind and kind not in ("text/html", "application/xhtml+xml"):
        return f"not a page: {kind}"
    size = int(response.headers.get("content-length") or 0)
    return f"too large a page: {size}" if size > MOST_PAGE_BYTES else None


async def stop_loading(page):
    try:
        session = await page.context.new_cdp_session(page)
        await session.send("Page.stopLoading")
    except Exception:
        pass  # It is closed already, which is as well.


class Browser:
    """One Chromium; when it is spent it ends with its last page."""

    def __init__(self):
        self.crawler = AsyncWebCrawler(
            config=BrowserConfig(
                headless=True,
                verbose=False,
                user_agent=USER_AGENT,
                proxy_config={"server": PROXY},
                ignore_https_errors=False,
            )
        )
        self.crawler.crawler_strategy.set_hook("before_goto", refuse_files)
        self.started = None
        self.pages = self.users = 0
        self.spent = False
        self.names = itertools.count()
        # Those that wait for a page.
        self.tabs = []

    async def start(self):
        if self.started is None:
            self.started = asyncio.ensure_future(self.crawler.start())
        await asyncio.shield(self.started)

    async def render(self, url, config):
        """A tab that has shown a page shows the next one of its site: to open one is a fourth of the work of a small page."""
        tab = await self.take(url)
        result = await self.show(tab, url, config) if tab else None
        return result or await self.show(Tab(f"tab {next(self.names)}"), url, config)

    async def take(self, url):
        """One that waits for a page of this site and still answers."""
        for tab in [tab for tab in self.tabs if tab.site == site_of(url)]:
            self.tabs.remove(tab)
            if await in_time(tab.wake()):
                return tab
            await self.shut(tab)
        return None

    async def show(self, tab, url, config):
        """What came of it, or None where the page before is still in the way."""
        config.session_id = tab.name
        is_kept = False
        try:
            result = await self.crawler.arun(url, config=config)
            if tab.page is None:
                _, tab.page, _ = self.manager.sessions.get(tab.name, (None, None, None))
                await in_time(tab.has_moved_on())
            elif "interrupted" in (result.error_message or "") or not await in_time(tab.has_moved_on()):
                return None
            is_kept = result.success and await in_time(tab.rest())
            return result
        finally:
            if is_kept:
                self.tabs.append(tab)
            else:
                await self.shut(tab)
            if len(self.tabs) > PAGES_AT_ONCE:
                await self.shut(self.tabs.pop(0))

    async def shut(self, tab):
        _, page, _ = self.manager.sessions.pop(tab.name, (None, None, None))
        if page is None:
            return
        try:
            await self.manager.release_page_with_context(page)
            await page.close()
        except Exception:
            pass  # It is gone already, which is as well.

    @property
    def manager(self):
        return self.crawler.crawler_strategy.browser_manager

    async def close(self):
        self.spent = True
        try:
            await asyncio.wait_for(self.crawler.close(), 10)
        except Exception as error:
            print(f"the browser did not close: {error}", file=sys.stderr)


class Browsers:
    """Hands out the browser in use and replaces it."""

    def __init__(self):
        self.current = None
        self.used_at = time.monotonic()
        self.places = asyncio.Semaphore(PAGES_AT_ONCE)

    async def render(self, url, config):
        async with self.places:
            result = await self.render_once(url, config)
            if not result.success and any(word in (result.error_message or "") for word in GONE):
                result = await self.render_once(url, config)
            return result

    async def render_once(self, url, config):
        browser = self.current
        if browser is None or browser.spent or browser.pages >= PAGES_PER_BROWSER:
            browser = self.current = Browser()
        browser.users += 1
        browser.pages += 1
        try:
            await browser.start()
            result = await browser.render(url, config)
            if not result.success and any(word in (result.error_message or "") for word in GONE):
                browser.spent = True
            return result
        except BaseException:
            browser.spent = browser.spent or not browser.started.done() or browser.started.exception() is not None
            raise
        finally:
            browser.users -= 1
            self.used_at = time.monotonic()
            if browser.users == 0 and (browser.spent or browser is not self.current):
                await browser.close()

    async def watch(self):
        while True:
            await asyncio.sleep(1)
            browser = self.current
            if browser is None:
                continue
            if browser.users == 0 and (browser.spent or time.monotonic() - self.used_at > IDLE_S):
                self.current = None
                await browser.close()
            elif bytes_of_children() > MOST_BYTES:
                print("the browser took too much memory and was ended", file=sys.stderr)
                self.current = None
                await browser.close()


def bytes_of_children():
    total = 0
    for child in psutil.Process().children(recursive=True):
        try:
            memory = child.memory_info()
            total += memory.rss - getattr(memory, "shared", 0)
        except psutil.Error:
            pass
    return total
