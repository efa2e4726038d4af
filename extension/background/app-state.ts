import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import { readConnection } from '../daemon-client/connection.ts';
import type { AppState } from '../messages.ts';
import { deliverWaiting } from './deliver-waiting.ts';
import { outbox } from './waiting-room.ts';

/** Asks how the app is, and sends what waits as soon as it is there. */
export async function appState(): Promise<AppState> {
  const [health, stats, captures] = await Promise.all([
    callDaemon('health', {}),
    callDaemon('stats', {}),
    outbox.list(),
  ]);
  const paired = (await readConnection()) !== null;
  const waiting = captures.filter((capture) => capture.stuck === 0).length;
  const locked = !isRefusal(health) && health.locked === true;
  const running = !isRefusal(health) && !locked;
  if (paired && running && waiting > 0) void deliverWaiting({ now: true });
  return {
    paired,
    running,
    locked,
    ready: !isRefusal(health) && health.ready,
    pages: isRefusal(stats) ? null : stats.total_pages,
    last_captured_at: isRefusal(stats) ? null : stats.last_captured_at,
    to_redo: isRefusal(stats) ? null : stats.pending_embeddings + stats.sync_metrics.pending_changes,
    waiting,
  };
}
