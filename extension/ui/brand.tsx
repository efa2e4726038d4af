/** The name with its mark: a page, highlighted once you remember it. */
export function Brand() {
  return (
    <span class="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path class="brand-page" d="M5 2.5h9.5L19.5 7.5v14H5z" />
        <path class="brand-fold" d="M14.5 2.5v5h5" />
        <path class="brand-mark" d="M7.5 12.7h9.5" />
        <path class="brand-line" d="M8 12.7h8M8 17.4h5.5" />
      </svg>
      Pagekeep
    </span>
  );
}
