import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { jobEvent } from '../../shared/contract/job.ts';
import type { JobEvent } from '../../shared/contract/job.ts';
import { callDaemon } from './call-daemon.ts';
import { DaemonAway } from './daemon-away.ts';
import type { DaemonLink } from './find-daemon.ts';
import { openRequest } from './open-request.ts';

/** The daemon says that it is there every 15 s; after this much silence it is not. */
const SILENCE_MS = 45_000;
const PAUSE_MS = 500;
/** A daemon that is started anew goes on with its jobs; it is given this long. */
const AWAY_MS = 30_000;

/** What happens to a job until it ends; a stream that broke off goes on where it was. Fails with `not-found`, or `DaemonAway` when nobody answers any more. */
export async function* jobEvents(link: DaemonLink, jobId: string): AsyncGenerator<JobEvent> {
  let seen = 0;
  let awaySince: number | null = null;
  for (;;) {
    try {
      for await (const event of readStream(await open(link, jobId, seen))) {
        awaySince = null;
        seen = event.id;
        yield event;
        if (event.event === 'end') return;
      }
      // An end without the last event: the daemon stopped, or there is no such job.
      await callDaemon(link, 'job', {}, jobId);
    } catch (error) {
      awaySince ??= Date.now();
      if (!(error instanceof DaemonAway) || Date.now() - awaySince > AWAY_MS) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

function open(link: DaemonLink, jobId: string, seen: number): Promise<IncomingMessage> {
  const { method, path } = endpoints.jobEvents;
  const headers = { 'Last-Event-ID': String(seen) };
  return openRequest(link, { method, path: path.replace('{id}', jobId), headers, silenceMs: SILENCE_MS });
}

/** The events of a stream (HTML standard, 9.2.6), as far as it comes. */
async function* readStream(response: IncomingMessage): AsyncGenerator<JobEvent> {
  let text = '';
  try {
    for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const event = readEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (event !== null) yield event;
      }
    }
  } catch (error) {
    throw new DaemonAway(undefined, error);
  } finally {
    response.destroy();
  }
}

function readEvent(block: string): JobEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  const parsed = jobEvent.safeParse({
    event: fields.get('event'),
    id: Number(fields.get('id')),
    data: JSON.parse(data) as unknown,
  });
  return parsed.success ? parsed.data : null;
}
