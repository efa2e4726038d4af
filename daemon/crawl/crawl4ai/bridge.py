"""The Crawl4AI library behind the contract of its own server, for one daemon on one machine.

Settings come by environment: PAGEKEEP_BRIDGE_TOKEN, _PROXY (every request of the browser goes through it), _CHROMIUM,
_USER_AGENT. Prints one line of JSON when it listens; ends when its stdin is closed, so it never outlives the daemon.
"""

import asyncio
import contextvars
import hmac
import json
import os
import sys
import time

import psutil
from aiohttp import web
from crawl4ai import AsyncWebCrawler, BrowserConfig, CrawlerRunConfig, __version__ as version_module
from crawl4ai import browser_manager, egress_policy
from crawl4ai.async_configs import Provenance, UntrustedConfigError

TOKEN = os.environ.pop("PAGEKEEP_BRIDGE_TOKEN")
PROXY = os.environ["PAGEKEEP_BRIDGE_PROXY"]
CHROMIUM = os.environ["PAGEKEEP_BRIDGE_CHROMIUM"]
USER_AGENT = os.environ["PAGEKEEP_BRIDGE_USER_AGENT"]
VERSION = getattr(version_module, "__version__", str(version_module))

PAGES_AT_ONCE = 6
# A browser leaks: after so many pages, or above so much memory of all its processes, a fresh one takes over.
PAGES_PER_BROWSER = 300
MOST_BYTES = 1_500_000_000
MOST_PAGE_BYTES = 32 * 1024 * 1024
IDLE_S = 60
LONGEST_PAGE_S = 70
# A page is there when its text has not grown for a while: a moment where there is some, two seconds where there is hardly any.
# What a person reads (innerText) is asked for last: it costs a layout of the page.
SETTLED = """js:(() => {
  let [size, still] = [-1, 0];
  return () => {
    const { length } = document.body?.textContent ?? '';
    still = length === size ? still + 1 : 0;
    size = length;
    if (document.readyState !== 'complete' || still < 2) return false;
    return still >= 20 || document.body.innerText.length >= 500;
  };
})()"""
SETTLED_MS = 8_000
REFUSAL = contextvars.ContextVar("refusal")
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
        "--disable-background-networking",
    ]
    return args


async def refuse_files(page, **_):
    """Hears what a page turns out to be with its first bytes: Crawl4AI would wait half a minute for the body of a picture."""
    refusal = REFUSAL.get()

    def hear(response):
        is_page = response.request.is_navigation_request() and response.frame == page.main_frame
        reason = reason_against(response) if is_page and response.ok else None
        if reason is not None and not refusal.done():
            refusal.set_result(reason)
            asyncio.ensure_future(stop_loading(page))

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
                memory_saving_mode=True,
            )
        )
        self.crawler.crawler_strategy.set_hook("before_goto", refuse_files)
        self.started = None
        self.pages = self.users = 0
        self.spent = False

    async def start(self):
        if self.started is None:
            self.started = asyncio.ensure_future(self.crawler.start())
        await asyncio.shield(self.started)

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
            result = await browser.crawler.arun(url, config=config)
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


@web.middleware
async def guard(request, handler):
    given = request.headers.get("Authorization", "")
    if request.path != "/health" and not hmac.compare_digest(given.encode(), f"Bearer {TOKEN}".encode()):
        return web.json_response({"detail": "Authentication required"}, status=401)
    return await handler(request)


async def health(_request):
    return web.json_response({"status": "ok", "version": VERSION})


async def crawl(request):
    body = await request.json()
    urls = body.get("urls")
    if not isinstance(urls, list) or not 1 <= len(urls) <= 100 or not all(map(is_web_address, urls)):
        return web.json_response({"detail": "urls must be a list of 1 to 100 web addresses"}, status=422)
    try:
        config = CrawlerRunConfig.load(body.get("crawler_config") or {}, provenance=Provenance.UNTRUSTED)
    except UntrustedConfigError as error:
        return web.json_response({"detail": str(error)}, status=400)
    config.verbose = False
    config.wait_for = config.wait_for or SETTLED
    config.wait_for_timeout = config.wait_for_timeout or SETTLED_MS
    response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
    await response.prepare(request)
    for url in urls:
        await response.write(json.dumps(await row_of(url, config), default=str).encode() + b"\n")
    await response.write(b'{"status": "completed"}')
    return response


def is_web_address(url):
    return isinstance(url, str) and url.startswith(("http://", "https://"))


async def row_of(url, config):
    refusal = asyncio.get_running_loop().create_future()
    REFUSAL.set(refusal)
    work = asyncio.ensure_future(request_browsers.render(url, config.clone()))
    try:
        await asyncio.wait({work, refusal}, timeout=LONGEST_PAGE_S, return_when=asyncio.FIRST_COMPLETED)
        if refusal.done():
            return failed(url, refusal.result())
        if not work.done():
            return failed(url, f"Timeout {LONGEST_PAGE_S * 1000}ms exceeded.")
        row = work.result().model_dump()
        # A property that throws where there is none.
        row["fit_html"] = None
        return row
    except Exception as error:
        return failed(url, f"{type(error).__name__}: {error}")
    finally:
        work.cancel()


def failed(url, message):
    return {"url": url, "html": "", "success": False, "error_message": message}


async def until_stdin_closes():
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass


async def main():
    global request_browsers
    request_browsers = Browsers()
    app = web.Application(middlewares=[guard], client_max_size=1_000_000)
    app.add_routes([web.get("/health", health), web.post("/crawl/stream", crawl)])
    # A client that went away leaves its place to the next one.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    print(json.dumps({"ready": True, "port": port, "version": VERSION}), flush=True)
    watching = asyncio.create_task(request_browsers.watch())
    await until_stdin_closes()
    watching.cancel()
    if request_browsers.current is not None:
        await request_browsers.current.close()


try:
    asyncio.run(main())
finally:
    for child in psutil.Process().children(recursive=True):
        child.kill()
