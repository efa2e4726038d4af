import { browser } from 'wxt/browser';
export const api = browser;
