import type { ComponentChildren } from 'preact';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';

/** The card in the middle of a page that is about connecting. */
export function ConnectCard({ children }: { readonly children: ComponentChildren }) {
  return (
    <main class="con card">
      <div class="row-x">
        <Brand />
        <span class="grow" />
        <span class="state">
          <Icon name="lock" size="small" />
          This computer only
        </span>
      </div>
      {children}
    </main>
  );
}
