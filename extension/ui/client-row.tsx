import { useState } from 'preact/hooks';
import { ClientReads } from './client-reads.tsx';
import { sayDate } from './say-date.ts';
import { sayReach } from './say-reach.ts';
import { sayScopes } from './say-scopes.ts';
import type { Ask } from './ask.ts';
import type { ListedToken } from '../../shared/contract/pairing.ts';

export interface ClientRowProps {
  readonly ask: Ask;
  readonly client: ListedToken;
  readonly now: Date;
  readonly onDisconnect: () => void;
  /** Gives or takes what cannot be undone. */
  readonly onForgetting: (allowed: boolean) => void;
}

/** One of those that are connected. Of agents and scripts it also says which pages they may know of and what they were shown. */
export function ClientRow({ ask, client, now, onDisconnect, onForgetting }: ClientRowProps) {
  const [open, setOpen] = useState(false);
  const isOwn = client.scopes.includes('admin');
  const isAgent = client.origin === null && !isOwn;
  const mayForget = client.scopes.includes('forget');
  return (
    <>
      <tr>
        <th scope="row">
          <bdi>{client.name}</bdi> {client.current && <span class="badge badge-pen">This browser</span>}
          {client.reach !== null && <p class="help">{sayReach(client.reach)}</p>}
        </th>
        <td>
          {sayScopes(client.scopes)}
          {isAgent && (
            <button
              type="button"
              class="btn btn-s btn-link"
              aria-label={`${mayForget ? 'Stop' : 'Allow'} forgetting by ${client.name}`}
              onClick={() => onForgetting(!mayForget)}
            >
              {mayForget ? 'Stop forgetting' : 'Allow forgetting'}
            </button>
          )}
        </td>
        <td>{sayDate(client.created_at, now)}</td>
        <td>{client.last_used_at === null ? 'Never' : sayDate(client.last_used_at, now)}</td>
        <td>
          {isAgent && (
            <button
              type="button"
              class="btn btn-s"
              aria-expanded={open}
              aria-label={`What it read: ${client.name}`}
              onClick={() => setOpen(!open)}
            >
              What it read
            </button>
          )}{' '}
          {isOwn ? (
            <span class="muted">In the terminal</span>
          ) : (
            <button
              type="button"
              class="btn btn-s btn-bad"
              aria-label={`Disconnect ${client.name}`}
              onClick={onDisconnect}
            >
              Disconnect
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5} class="client-reads">
            <ClientReads ask={ask} client={client} now={now} />
          </td>
        </tr>
      )}
    </>
  );
}
