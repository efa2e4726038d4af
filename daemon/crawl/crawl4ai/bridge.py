"""The Crawl4AI library behind the contract of its own server, for one daemon on one machine.

Settings come by environment: PAGEKEEP_BRIDGE_TOKEN, _PROXY (every request of the browser goes through it), _CHROMIUM,
_USER_AGENT. Prints one line of JSON when it listens; ends when its stdin is closed, so it never outlives the daemon.
"""

import asyncio
import copy
import functools
import hmac
import json
import os
import sys

import psutil
from aiohttp import web
from crawl4ai import CrawlerRunConfig, __version__ as version_module
from crawl4ai.async_configs import Provenance, UntrustedConfigError

# Isolated mode leaves out the folder of the program itself.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browsers import REFUSAL, Browsers

TOKEN = os.environ.pop("PAGEKEEP_BRIDGE_TOKEN")
VERSION = getattr(version_module, "__version__", str(version_module))

LONGEST_PAGE_S = 70
# A page is there when its text has not grown for a while: a moment where there is some, two seconds where there is hardly any.
# What a person reads (innerText) is asked for once: it costs a layout of the page. The library asks again 100 ms after a no.
SETTLED = """js:async () => {
  if (document.readyState !== 'complete') return false;
  const size = () => (document.body?.textContent ?? '').length;
  const before = size();
  for (let looks = 0; looks < 20; looks++) {
    await new Promise((later) => setTimeout(later, 100));
    if (size() !== before) return false;
    if (looks === 0 && document.body.innerText.length >= 500) return true;
  }
  return true;
}"""
SETTLED_MS = 8_000


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
        config = read_config(json.dumps(body.get("crawler_config") or {}))
    except UntrustedConfigError as error:
        return web.json_response({"detail": str(error)}, status=400)
    response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
    await response.prepare(request)
    for url in urls:
        await response.write(json.dumps(await row_of(url, config), default=str).encode() + b"\n")
    await response.write(b'{"status": "completed"}')
    return response


@functools.lru_cache(maxsize=16)
def read_config(text):
    """The library looks at its own signature for each of a hundred settings: 40 ms, nearly as much as all else done here for a page."""
    config = CrawlerRunConfig.load(json.loads(text), provenance=Provenance.UNTRUSTED)
    config.verbose = False
    config.wait_for = config.wait_for or SETTLED
    config.wait_for_timeout = config.wait_for_timeout or SETTLED_MS
    # It has been waited for already.
    config.delay_before_return_html = 0
    config.flatten_shadow_dom = True
    return config


def is_web_address(url):
    return isinstance(url, str) and url.startswith(("http://", "https://"))


async def row_of(url, config):
    refusal = asyncio.get_running_loop().create_future()
    REFUSAL.set(refusal)
    work = asyncio.ensure_future(request_browsers.render(url, copy.copy(config)))
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
