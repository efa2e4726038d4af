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
from crawl4ai import async_crawler_strategy, browser_manager, egress_policy, utils

PROXY = os.environ["PAGEKEEP_BRIDGE_PROXY"]
CHROMIUM = os.environ["PAGEKEEP_BRIDGE_CHROMIUM"]
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
TAB_S = 2
GONE = ("has been closed", "Target crashed", "Connection closed", "Browser closed", "Page crashed")


def build_browser_args(manager, build=browser_manager.BrowserManager._build_browser_args):
    """BrowserConfig knows no path of a browser, and Playwright's own would have to be downloaded."""
    args = build(manager)
    args["executable_path"] = CHROMIUM
    # Only addresses of pictures are kept; WebRTC would send packets past the proxy.
    args["args"] += [
        "--blink-settings=imagesEnabled=false",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--proxy-bypass-list=<-loopback>",
        "--disable-quic",
        # As its memory_saving_mode has it, which also drops what the next page of a site needs again: a seventh of the work.
        "--js-flags=--max-old-space-size=512",
        "--disable-background-networking",
    ]
    return args


async def refuse_files(page, **_):
    """Hears what a page turns out to be with its first bytes: Crawl4AI would wait half a minute for the body of a picture."""
    is_new = page not in REFUSALS
    REFUSALS[page] = REFUSAL.get()

    def hear(response):
        is_page = response.request.is_navigation_request() and response.frame == page.main_frame
        reason = reason_against(response) if is_page and response.ok else None
        if reason is not None and not REFUSALS[page].done():
            REFUSALS[page].set_result(reason)
            asyncio.ensure_future(stop_loading(page))

    if is_new:
        page.on("response", hear)
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


async def empty(page):
    """Ends what a page still does, and takes away what it left to the next one: a name, and a way back."""
    await page.goto("about:blank")
    await page.evaluate("window.name = ''")
    session = await page.context.new_cdp_session(page)
    await session.send("Page.resetNavigationHistory")
    await session.detach()


# The library's own writes texts as if they were markup: what a page says about <b> became bold, and what somebody wrote in a
# comment could pass for the page's own. Here the browser writes, from a copy that has no scripts to run.
FLATTENED = """() => {
  if (![...document.querySelectorAll('*')].some((node) => node.shadowRoot)) return document.documentElement.outerHTML;
  const still = document.implementation.createHTMLDocument();
  const shown = (node) => {
    if (node.localName === 'slot' && node.assignedNodes().length > 0) return node.assignedNodes().flatMap(shown);
    const made = still.importNode(node, false);
    for (const child of (node.shadowRoot ?? node).childNodes) made.append(...shown(child));
    return [made];
  };
  return shown(document.documentElement)[0].outerHTML;
}"""


def load_script(name, load=async_crawler_strategy.load_js_script):
    return FLATTENED if name == "flatten_shadow_dom" else load(name)


def no_links(_html, _url):
    """The daemon finds links itself, in every page alike."""
    return {"internal": [], "external": []}


async_crawler_strategy.load_js_script = load_script
utils.quick_extract_links = no_links
browser_manager.BrowserManager._build_browser_args = build_browser_args
egress_policy.set_egress_proxy(PROXY)


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
        # Those that wait for a page, by the names of their sessions.
        self.tabs = []

    async def start(self):
        if self.started is None:
            self.started = asyncio.ensure_future(self.crawler.start())
        await asyncio.shield(self.started)

    async def render(self, url, config):
        """A tab that has shown a page shows the next one: to open one is a fourth of the work of a small page."""
        tab = config.session_id = self.tabs.pop() if self.tabs else f"tab {next(self.names)}"
        is_clear = False
        try:
            result = await self.crawler.arun(url, config=config)
            is_clear = result.success and await self.clear(tab)
            return result
        finally:
            if is_clear:
                self.tabs.append(tab)
            else:
                await self.shut(tab)

    async def clear(self, tab):
        """Whether it is as good as a new one. One whose page does not let go is not."""
        try:
            await asyncio.wait_for(empty(self.manager.sessions[tab][1]), TAB_S)
            return True
        except Exception:
            return False

    async def shut(self, tab):
        _, page, _ = self.manager.sessions.pop(tab, (None, None, None))
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
