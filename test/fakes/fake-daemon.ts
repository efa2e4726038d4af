import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeDaemonRecord } from '../../daemon/cli/daemon-record.ts';
import { Failure } from '../../daemon/failure.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { EndpointName, ResponseOf } from '../../shared/contract/endpoints.ts';

/** What was asked, as it came over the wire. */
export interface Asked {
  readonly name: EndpointName;
  readonly bearer: string | undefined;
  readonly path: string;
  readonly body: unknown;
}

type Answers = { readonly [N in EndpointName]?: (asked: Asked) => ResponseOf<N> };

export interface FakeDaemon {
  readonly dataDir: string;
  readonly port: number;
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** A daemon that answers what it is told, over a real port, with its files in a data folder of its own. */
export async function openFakeDaemon(answers: Answers): Promise<FakeDaemon> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const reply = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    text(request)
      .then((sent) => {
        const path = request.url ?? '';
        const name = findEndpoint(request.method ?? '', path.replace(/\?.*$/u, ''));
        const body: unknown = sent === '' ? null : JSON.parse(sent);
        const one = { name, bearer: request.headers.authorization, path, body };
        asked.push(one);
        const answer: unknown = answers[name]?.(one) ?? {};
        if (typeof answer === 'string') reply(200, 'text/markdown; charset=utf-8', answer);
        else
          reply(
            200,
            'application/json',
            JSON.stringify(name === 'health' ? answer : { success: true, data: answer }),
          );
        return null;
      })
      .catch((error: unknown) => {
        const { code, message } =
          error instanceof Failure ? error : { code: 'internal', message: String(error) };
        reply(
          400,
          'application/json',
          JSON.stringify({ success: false, error: { code, message }, timestamp: '' }),
        );
      });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const dataDir = mkdtempSync(join(tmpdir(), 'pagekeep-cli-'));
  writeDaemonRecord(dataDir, {
    pid: process.pid,
    port,
    host: '127.0.0.1',
    started_at: new Date().toISOString(),
  });
  writeFileSync(join(dataDir, 'cli.token'), 'cli-secret\n', { mode: 0o600 });
  return {
    dataDir,
    port,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      rmSync(dataDir, { recursive: true });
    },
  };
}

function findEndpoint(method: string, path: string): EndpointName {
  const names = Object.keys(endpoints) as EndpointName[];
  const known = path.replace(/\/\d+(?=\/|$)/u, '/{id}').replace(/\/\d+(?=\/|$)/u, '/{n}');
  const found = names.find((name) => endpoints[name].method === method && endpoints[name].path === known);
  if (found === undefined) throw new Failure('not-found', `No route ${method} ${path}.`);
  return found;
}
