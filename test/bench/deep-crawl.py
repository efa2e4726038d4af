"""Crawl4AI's own deep crawl as its documentation shows it, for the bench: deep-crawl.py START PAGES CHROMIUM."""

import asyncio
import json
import sys
import time

from crawl4ai import AsyncWebCrawler, BrowserConfig, CrawlerRunConfig, browser_manager
from crawl4ai.deep_crawling import BFSDeepCrawlStrategy

START, PAGES, CHROMIUM = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def build_browser_args(manager, build=browser_manager.BrowserManager._build_browser_args):
    args = build(manager)
    args["executable_path"] = CHROMIUM
    return args


browser_manager.BrowserManager._build_browser_args = build_browser_args


async def main():
    async with AsyncWebCrawler(config=BrowserConfig(headless=True, verbose=False)) as crawler:
        # Its browser is warm before the clock starts, as ours is.
        await crawler.arun(START, config=CrawlerRunConfig(verbose=False))
        strategy = BFSDeepCrawlStrategy(max_depth=5, max_pages=PAGES, include_external=False)
        config = CrawlerRunConfig(deep_crawl_strategy=strategy, stream=True, verbose=False)
        began = time.perf_counter()
        pages = 0
        async for result in await crawler.arun(START, config=config):
            pages += result.success
        print(json.dumps({"pages": pages, "ms": 1000 * (time.perf_counter() - began)}))


asyncio.run(main())
