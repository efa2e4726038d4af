const SHAPES = {
  check: <path d="m3.5 8.5 3 3 6-7" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3.2l2 1.3" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 5.5v-3h-8v8h3" />
    </>
  ),
  down: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  gear: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 2v1.8M8 12.2V14M2 8h1.8M12.2 8H14M3.8 3.8l1.2 1.2M11 11l1.2 1.2M12.2 3.8 11 5M5 11l-1.2 1.2" />
    </>
  ),
  keep: (
    <>
      <path d="M3.5 2.5h6l3 3v8h-9z" />
      <path d="M9.5 2.5v3h3" />
      <path d="M6 9h4" stroke-width="2.5" />
    </>
  ),
  keys: (
    <>
      <rect x="2" y="4" width="12" height="8.5" rx="1.2" />
      <path d="M4.5 7h.1M7 7h.1M9.4 7h.1M11.6 7h.1M5.5 10h5" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  note: (
    <>
      <path d="M3 12.8 3.6 10l6.8-6.8 2.4 2.4L6 12.4z" />
      <path d="M9 4.6 11.4 7" />
    </>
  ),
  page: (
    <>
      <path d="M3.5 2.5h6l3 3v8h-9z" />
      <path d="M9.5 2.5v3h3" />
      <path d="M6 8.5h4M6 11h2.5" />
    </>
  ),
  panel: (
    <>
      <rect x="2.5" y="3" width="11" height="10" rx="1.5" />
      <path d="M10 3v10" />
    </>
  ),
  plug: <path d="M6 2.5v3M10 2.5v3M4.5 5.5h7v2a3.5 3.5 0 0 1-7 0zM8 11v2.5" />,
  power: <path d="M8 2.5v5M5 4.2a5 5 0 1 0 6 0" />,
  quote: <path d="M3 4.5h10M3 8h6M3 11.5h4M11 9.5l2 2-2 2" />,
  refresh: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  shield: <path d="M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4z" />,
  trash: <path d="M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9" />,
  warn: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.4v.1" />,
  x: <path d="m4.5 4.5 7 7m0-7-7 7" />,
};

export type IconName = keyof typeof SHAPES;

/** A line drawing beside words that say the same; never the only carrier of a meaning. */
export function Icon({ name, size }: { name: IconName; size?: 'small' | 'large' }) {
  const sizes = { small: 'i i-s', large: 'i i-l' };
  const flips = name === 'quote' ? ' flip' : '';
  return (
    <svg class={(size === undefined ? 'i' : sizes[size]) + flips} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
