import type { ComponentChildren } from 'preact';
import { appMark } from './app-mark.ts';
import type { AppState } from '../messages.ts';

export interface FootProps {
  readonly app: AppState;
  readonly saving: boolean;
  readonly now: Date;
  readonly children: ComponentChildren;
}

/** The app's state in a dot and words; its children are the doors to other screens. */
export function Foot({ app, saving, now, children }: FootProps) {
  const { dot, word, facts } = appMark(app, saving, now);
  return (
    <footer class="p-foot">
      <span class={dot === 'good' ? 'dot' : `dot dot-${dot}`} />
      <b>{word}</b>
      {facts.map((fact) => (
        <span key={fact} class="num fact">
          {fact}
        </span>
      ))}
      <span class="grow" />
      {children}
    </footer>
  );
}
