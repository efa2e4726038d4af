import { useCallback, useEffect, useState } from 'preact/hooks';
import { askApp } from './ask-app.ts';
import { ClientRow } from './client-row.tsx';
import { Confirm } from './confirm.tsx';
import { Icon } from './icon.tsx';
import { LOST_ANSWER } from './lost-answer.ts';
import type { Ask } from './ask.ts';
import type { ListedToken } from '../../shared/contract/pairing.ts';

export interface ConnectedClientsProps {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** After one was disconnected, this browser perhaps. */
  readonly onChange: () => void;
}

/** Who is connected to the app, this browser among them, each to be disconnected after a question. */
export function ConnectedClients({ ask, clock, onChange }: ConnectedClientsProps) {
  const [clients, setClients] = useState<readonly ListedToken[]>([]);
  const [leaving, setLeaving] = useState<ListedToken | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  const list = useCallback(async () => {
    const answer = await askApp(ask, 'tokens', {});
    if ('refused' in answer) setRefused(answer.sentence);
    else setClients(answer.tokens.toSorted((a, b) => Number(b.current) - Number(a.current)));
  }, [ask]);
  useEffect(() => void list(), [list]);

  const disconnect = async ({ client_id, current }: ListedToken) => {
    setLeaving(null);
    setRefused(null);
    const answer = current
      ? await ask('unpair', {}).catch(() => LOST_ANSWER)
      : await askApp(ask, 'revokeToken', { client_id });
    if ('refused' in answer) setRefused(answer.sentence);
    if (!current) await list();
    onChange();
  };
  const changeForgetting = async ({ client_id, scopes }: ListedToken, allowed: boolean) => {
    setRefused(null);
    const others = scopes.filter((scope) => scope !== 'forget');
    const answer = await askApp(ask, 'editToken', {
      client_id,
      scopes: allowed ? [...others, 'forget'] : others,
    });
    if ('refused' in answer) setRefused(answer.sentence);
    await list();
  };
  const now = clock();
  return (
    <div>
      <div class="tbl-x">
        <table class="tbl">
          <caption class="vh">Who is connected</caption>
          <thead>
            <tr>
              <th scope="col">Connected</th>
              <th scope="col">May do</th>
              <th scope="col">Since</th>
              <th scope="col">Last used</th>
              <th scope="col">
                <span class="vh">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {clients.map((client) => (
              <ClientRow
                key={client.client_id}
                ask={ask}
                client={client}
                now={now}
                onDisconnect={() => setLeaving(client)}
                onForgetting={(allowed) => void changeForgetting(client, allowed)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div role="alert">
        {refused !== null && (
          <p class="notice notice-bad">
            <Icon name="warn" />
            <span>{refused}</span>
          </p>
        )}
      </div>
      {leaving !== null && (
        <Confirm
          title={leaving.current ? 'Disconnect this browser?' : `Disconnect ${leaving.name}?`}
          sentence="It can no longer save, search or forget pages. Your pages stay in the app, and a new code connects it again."
          pages={[]}
          keep="Keep it connected"
          remove="Disconnect"
          onKeep={() => setLeaving(null)}
          onRemove={() => void disconnect(leaving)}
        />
      )}
    </div>
  );
}
