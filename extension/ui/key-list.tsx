import { Key } from './key.tsx';

/** Keys and what each does. */
export function KeyList({ rows }: { rows: readonly (readonly [press: string, does: string])[] }) {
  return (
    <dl class="keys">
      {rows.map(([press, does]) => (
        <div key={press}>
          <dt>
            <Key press={press} />
            <span class="vh">{press}</span>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
