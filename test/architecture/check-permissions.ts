import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const BUILDS = ['chrome-mv3', 'firefox-mv3'];

/** Everything in a manifest that gives the extension power or opens it to a page. */
const POWERS = [
  'permissions',
  'host_permissions',
  'optional_permissions',
  'optional_host_permissions',
  'content_scripts',
  'web_accessible_resources',
  'externally_connectable',
  'content_security_policy',
];

/** Compares the built manifests with `permissions.json`, which changes only by hand: a new power is a decision. */
export function checkPermissions(): boolean {
  const frozen = readJson(new URL('permissions.json', import.meta.url));
  return BUILDS.map((build) => {
    const manifest = readJson(new URL(`../../.output/${build}/manifest.json`, import.meta.url));
    const powers = Object.fromEntries(
      POWERS.filter((key) => key in manifest).map((key) => [key, manifest[key]]),
    );
    const same = isDeepStrictEqual(sorted(powers), sorted(frozen[build]));
    if (!same)
      console.error(
        `The powers of ${build} differ from permissions.json:\n${JSON.stringify(powers, null, 2)}`,
      );
    return same;
  }).every(Boolean);
}

function readJson(file: URL): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) {
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]))
      : value;
  }
  return value.map(sorted).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
