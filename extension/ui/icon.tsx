const SHAPES = {
  block: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.2 4.2 7.6 7.6" />
    </>
  ),
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
  diff: <path d="M8 2.5v6M5 5.5h6M5 12.5h6" />,
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
  left: <path d="M9.5 4.5 6 8l3.5 3.5" />,
  library: <path d="M3.5 3v10M6.5 3v10M9.2 3.4l3.3 9.6" />,
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
  open: <path d="M6.5 3.5h-3v9h9v-3M9 3.5h3.5V7M12.3 3.7 7.5 8.5" />,
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
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  picture: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <circle cx="6" cy="6.8" r="1" />
      <path d="m3.5 11.5 3-3 2 2 2.5-3 2 2.5" />
    </>
  ),
  pin: <path d="M5.5 2.5h5M6.3 2.5v4.2L4 9.5h8L9.7 6.7V2.5M8 9.5v4" />,
  plug: <path d="M6 2.5v3M10 2.5v3M4.5 5.5h7v2a3.5 3.5 0 0 1-7 0zM8 11v2.5" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  power: <path d="M8 2.5v5M5 4.2a5 5 0 1 0 6 0" />,
  quote: <path d="M3 4.5h10M3 8h6M3 11.5h4M11 9.5l2 2-2 2" />,
  receipt: <path d="M4 2.5h8v11l-2-1.3-2 1.3-2-1.3-2 1.3zM6.3 5.5h3.4M6.3 8h3.4" />,
  refresh: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  shield: <path d="M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4z" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  tag: (
    <>
      <path d="M2.5 3v4.3l6 6 4.8-4.8-6-6H3z" />
      <circle cx="5.4" cy="5.4" r=".7" />
    </>
  ),
  trash: <path d="M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9" />,
  warn: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.4v.1" />,
  widen: (
    <>
      <path d="M8 13.5v-4L3.5 5V2.5M8 9.5 12.5 5V2.5" />
      <circle cx="8" cy="13" r=".6" />
    </>
  ),
  x: <path d="m4.5 4.5 7 7m0-7-7 7" />,
};

export type IconName = keyof typeof SHAPES;

/** A line drawing beside words that say the same; never the only carrier of a meaning. */
export function Icon({ name, size }: { name: IconName; size?: 'small' | 'large' }) {
  const sizes = { small: 'i i-s', large: 'i i-l' };
  const flips = name === 'quote' || name === 'left' ? ' flip' : '';
  return (
    <svg class={(size === undefined ? 'i' : sizes[size]) + flips} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
