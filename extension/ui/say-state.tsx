import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { StateMessage } from './state-message.ts';

/** A state as heading and sentence, with its next steps as children; its words are announced when they change. */
export function SayState({ message, children }: { message: StateMessage; children?: ComponentChildren }) {
  const { icon, tone, heading, subject, sentence } = message;
  return (
    <section class="say">
      <span class={`say-i ${tone}`}>
        {icon === 'spinner' ? <span class="spin" /> : <Icon name={icon} size="large" />}
      </span>
      <div role="status">
        <h1>{heading}</h1>
        <p>
          {subject !== undefined && <b dir="auto">{subject}</b>} {sentence}
        </p>
      </div>
      {children}
    </section>
  );
}
