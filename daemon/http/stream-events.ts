import type { JobEvent } from '../../shared/contract/job.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** A stream of server-sent events (HTML standard, 9.2); null is a line of comment that only says that somebody is there. */
export function streamEvents(events: AsyncIterable<JobEvent | null>): Response {
  const encoder = new TextEncoder();
  const source = events[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Answers at once, so that whoever listens knows that the stream is open.
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
    },
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value === null ? ': here\n\n' : write(value)));
      } catch {
        // The daemon stops, or the job was dropped: whoever listens asks again and hears why.
        controller.close();
      }
    },
    async cancel() {
      await source.return?.();
    },
  });
  return new Response(body, {
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}

/** The number in `Last-Event-ID`; null where there is none that we gave out. */
export function readEventId(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function write({ event, id, data }: JobEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
