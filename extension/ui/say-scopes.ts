import type { Scope } from '../../shared/contract/pairing.ts';

const WORDS: readonly (readonly [Scope, string])[] = [
  ['capture', 'save'],
  ['read', 'search'],
  ['forget', 'forget'],
];

/** Says in a person's words what a client may do. */
export function sayScopes(scopes: readonly Scope[]): string {
  if (scopes.includes('admin')) return 'Everything';
  const words = WORDS.filter(([scope]) => scopes.includes(scope)).map(([, word]) => word);
  const said = words.join(', ');
  if (said === '') return 'Nothing';
  return said.charAt(0).toUpperCase() + said.slice(1) + (words.length === 1 ? ' only' : '');
}
