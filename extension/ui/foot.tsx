import { Icon } from './icon.tsx';
import { appMark } from './app-mark.ts';
import { sayLoss } from './say-loss.ts';
import type { AppState } from '../messages.ts';
import type { IconName } from './icon.tsx';

export interface FootProps {
  readonly app: AppState;
  readonly saving: boolean;
  readonly now: Date;
  /** Null where there is none, or where this is it. */
  readonly openSidePanel: (() => void) | null;
  readonly openLibrary: () => void;
  readonly openOptions: () => void;
}

function Door({ icon, name, open }: { icon: IconName; name: string; open: () => void }) {
  return (
    <button type="button" class="ibtn" aria-label={name} title={name} onClick={open}>
      <Icon name={icon} />
    </button>
  );
}

/** The app's state in a dot and words, and the doors to other screens. */
export function Foot({ app, saving, now, openSidePanel, openLibrary, openOptions }: FootProps) {
  const { dot, word, facts } = appMark(app, saving, now);
  const loss = sayLoss(app);
  return (
    <footer class="p-foot">
      <span class={dot === 'good' ? 'dot' : `dot dot-${dot}`} />
      <b>{word}</b>
      {facts.map((fact) => (
        <span key={fact} class="num fact" title={loss ?? undefined}>
          {fact}
        </span>
      ))}
      {loss !== null && <span class="vh">{loss}</span>}
      <span class="grow" />
      {openSidePanel !== null && <Door icon="panel" name="Open side panel" open={openSidePanel} />}
      <Door icon="library" name="Open library" open={openLibrary} />
      <Door icon="gear" name="Options" open={openOptions} />
    </footer>
  );
}
