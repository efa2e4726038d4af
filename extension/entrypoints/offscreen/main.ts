import { browser } from 'wxt/browser';
import { serveCleaning } from '../../cleaning/serve-cleaning.ts';

// The background has no DOM; this document is opened when a page is to be cleaned.
browser.runtime.onConnect.addListener(serveCleaning);
