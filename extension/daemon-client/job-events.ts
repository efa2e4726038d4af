import { crawlEndpoints } from '../../shared/contract/crawl-endpoints.ts';
import { jobEvent } from '../../shared/contract/job.ts';
import type { JobEvent } from '../../shared/contract/job.ts';
import { readConnection } from './connection.ts';
import { addressOf, headersOf } from './exchange.ts';

/** The daemon says that it is there every 15 s; after this much silence it is not. */
const SILENCE_MS = 45_000;
const PAUSE_MS = 1_000;

/** What happens to a site that is being remembered, all of it so far and then as it comes, until it ends or `signal` fires; null each time the daemon could not be heard. Whatever breaks the stream off, it goes on where it was. */
export async function* jobEvents(jobId: string, signal: AbortSignal): AsyncGenerator<JobEvent | null> {
  let seen = 0;
  while (!signal.aborted) {
    try {
      for await (const event of readStream(jobId, seen, signal)) {
        seen = event.id;
        yield event;
        if (event.event === 'end') return;
      }
    } catch {
      if (!signal.aborted) yield null;
    }
    await pause(signal);
  }
}

async function* readStream(jobId: string, after: number, signal: AbortSignal): AsyncGenerator<JobEvent> {
  const connection = await readConnection();
  if (connection === null) throw new Error('Not connected.');
  const silent = new AbortController();
  const hush = () => silent.abort();
  let silence = setTimeout(hush, SILENCE_MS);
  try {
    const { jobEvents: endpoint } = crawlEndpoints;
    const response = await fetch(
      addressOf(endpoint, `http://127.0.0.1:${connection.port}`, { id: jobId, after }),
      {
        headers: headersOf(endpoint, connection.token),
        signal: AbortSignal.any([signal, silent.signal]),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
      },
    );
    if (!response.ok || response.body === null) throw new Error(`No stream: ${response.status}.`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(hush, SILENCE_MS);
      const blocks = (text + value).split('\n\n');
      text = blocks.pop() ?? '';
      yield* blocks.flatMap(readEvent);
    }
  } finally {
    clearTimeout(silence);
    silent.abort();
  }
}

/** One event of a stream (HTML standard, 9.2.6); none where the block is a comment or says when to come again. */
function readEvent(block: string): JobEvent[] {
  const lines = block.split('\n').map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)] as const;
  });
  const { id, event, data } = Object.fromEntries(lines);
  if (id === undefined || event === undefined || data === undefined) return [];
  const read = jobEvent.safeParse({ id: Number(id), event, data: JSON.parse(data) });
  return read.success ? [read.data] : [];
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(over);
      resolve();
    });
  });
}
