"""What the Crawl4AI library does otherwise here than by itself: importing this sees to it."""

import os

from crawl4ai import async_crawler_strategy, browser_manager, egress_policy, utils

PROXY = os.environ["PAGEKEEP_BRIDGE_PROXY"]
CHROMIUM = os.environ["PAGEKEEP_BRIDGE_CHROMIUM"]


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
