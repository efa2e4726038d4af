const ON_A_MAC = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac OS');

const SIGNS: Readonly<Record<string, string>> = { Enter: '↵', Shift: '⇧', Up: '↑', Down: '↓' };
const MAC_SIGNS: Readonly<Record<string, string>> = { ...SIGNS, Ctrl: '⌘', Alt: '⌥' };

/** Keys pressed together, such as `Ctrl+Enter`, as this computer labels them; shown beside words, so hidden from readers. */
export function Key({ press }: { press: string }) {
  const signs = ON_A_MAC ? MAC_SIGNS : SIGNS;
  return (
    <span class="kbd" aria-hidden="true">
      {press
        .split('+')
        .map((key) => signs[key] ?? key)
        .join(' ')}
    </span>
  );
}
