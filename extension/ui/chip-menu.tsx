import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface ChipMenuProps {
  readonly name: string;
  readonly choices: readonly string[];
  readonly chosen: readonly string[];
  readonly onToggle: (choice: string) => void;
}

/** A filter chip that opens a short list of choices; Escape and a click elsewhere close it. */
export function ChipMenu({ name, choices, chosen, onToggle }: ChipMenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const chip = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const closeElsewhere = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    root.current?.querySelector('input')?.focus();
    document.addEventListener('pointerdown', closeElsewhere);
    document.addEventListener('focusin', closeElsewhere);
    return () => {
      document.removeEventListener('pointerdown', closeElsewhere);
      document.removeEventListener('focusin', closeElsewhere);
    };
  }, [open]);

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    chip.current?.focus();
  };

  if (choices.length === 0 && chosen.length === 0) return null;
  const label = chosen.length === 0 ? name : chosen.length === 1 ? chosen[0] : `${name}: ${chosen.length}`;
  return (
    <div class="menu" ref={root} onKeyDown={closeOnEscape}>
      <button
        ref={chip}
        type="button"
        class={chosen.length > 0 ? 'chip on' : 'chip'}
        aria-expanded={open}
        aria-label={chosen.length > 0 ? `${name}: ${chosen.join(', ')}` : name}
        onClick={() => setOpen(!open)}
      >
        <span class="clip1">{label}</span>
        <Icon name="down" size="small" />
      </button>
      {open && (
        <fieldset class="menu-list card">
          <legend class="vh">{name}</legend>
          {[...new Set([...chosen, ...choices])].map((choice) => (
            <label key={choice}>
              <span class="check">
                <input type="checkbox" checked={chosen.includes(choice)} onChange={() => onToggle(choice)} />
              </span>
              <bdi class="clip1">{choice}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
