import { Icon } from './icon.tsx';
import { sayCount } from './say-count.ts';
import { sayFormat } from './say-format.ts';
import type { ImageFormat } from '../../shared/contract/image-format.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

export interface ImageFilterProps {
  readonly narrowing: SearchNarrowing;
  /** Those that this question found: no chip leads to nothing. */
  readonly formats: readonly ImageFormat[];
  readonly total: number;
  readonly onNarrow: (narrowing: SearchNarrowing) => void;
}

/** The chips that limit a search for pictures, and how many it found. */
export function ImageFilter({ narrowing, formats, total, onNarrow }: ImageFilterProps) {
  const { format, large } = narrowing;
  const chip = (name: string, chosen: ImageFormat | null) => (
    <button
      key={name}
      type="button"
      class="chip"
      aria-pressed={format === chosen}
      onClick={() => onNarrow({ ...narrowing, format: chosen })}
    >
      {name}
    </button>
  );
  return (
    <div class="im-filter">
      <div class="tags" role="group" aria-label="Limit the images">
        {chip('All', null)}
        {formats.length > 1 && formats.map((one) => chip(sayFormat(one), one))}
        <button
          type="button"
          class="chip"
          aria-pressed={large}
          onClick={() => onNarrow({ ...narrowing, large: !large })}
        >
          Large
          {large && <Icon name="x" size="small" />}
        </button>
      </div>
      <span class="end muted num">{sayCount(total, 'image')}</span>
    </div>
  );
}
