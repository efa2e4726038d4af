import { Icon } from './icon.tsx';

const MAY = [
  ['keep', 'Save pages you choose'],
  ['search', 'Search and open saved pages'],
  ['trash', 'Forget pages'],
] as const;

/** What a connected browser may do. */
export function Permissions() {
  return (
    <div>
      <h2 class="label">It may</h2>
      <ul class="scope">
        {MAY.map(([icon, what]) => (
          <li key={what}>
            <Icon name={icon} />
            <span>{what}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
