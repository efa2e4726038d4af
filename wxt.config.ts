import { preact } from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { EXTENSION_KEY, GECKO_ID } from './shared/contract/extension-id.ts';

const PERMISSIONS = ['activeTab', 'alarms', 'contextMenus', 'notifications', 'scripting', 'storage'];
// Asked for one site at a time, by the press that wants its pages opened in this browser.
const ANY_SITE = ['http://*/*', 'https://*/*'];
const LOOPBACK = ['http://127.0.0.1', 'http://localhost'];

// Nothing is loaded from outside, and the one place that is talked to is this computer.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src 'self' ${LOOPBACK.map((origin) => `${origin}:*`).join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [preact()] }),
  manifest: ({ browser }) => ({
    name: 'Pagekeep',
    description: 'Remember a page in one click and find it again by meaning, on your own machine.',
    icons: icons('brand', [16, 32, 48, 128]),
    action: { default_title: 'Pagekeep', default_icon: icons('idle', [16, 32]) },
    omnibox: { keyword: 'pk' },
    host_permissions: LOOPBACK.map((origin) => `${origin}/*`),
    optional_host_permissions: ANY_SITE,
    content_security_policy: { extension_pages: POLICY },
    incognito: 'spanning' as const,
    ...(browser === 'firefox' ? firefox : chromium),
  }),
});

const commands = {
  _execute_action: { suggested_key: { default: 'Alt+Shift+K' }, description: 'Open Pagekeep' },
  'remember-page': { suggested_key: { default: 'Alt+Shift+S' }, description: 'Remember this page' },
  'search-selection': { suggested_key: { default: 'Alt+Shift+F' }, description: 'Search what is selected' },
};
const panelCommand = { suggested_key: { default: 'Alt+Shift+P' }, description: 'Open the side panel' };

const chromium = {
  key: EXTENSION_KEY,
  minimum_chrome_version: '123',
  permissions: [...PERMISSIONS, 'offscreen', 'sidePanel'],
  commands: { ...commands, 'open-side-panel': panelCommand },
};

const firefox = {
  permissions: PERMISSIONS,
  commands: { ...commands, _execute_sidebar_action: panelCommand },
  browser_specific_settings: {
    gecko: {
      id: GECKO_ID,
      strict_min_version: '140.0',
      // What a person asks to remember leaves the browser, though only for the app on the same computer.
      data_collection_permissions: { required: ['browsingActivity', 'websiteContent'] },
    },
  },
};

function icons(state: string, sizes: readonly number[]): Record<number, string> {
  return Object.fromEntries(sizes.map((size) => [size, `icons/${state}-${size}.png`]));
}
