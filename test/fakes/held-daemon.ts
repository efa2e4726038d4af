import type { Config } from '../../daemon/config.ts';
import type { DaemonHandle, StartDaemon } from '../../daemon/cli/daemon-handle.ts';

export interface Held {
  /** What the daemon was started with. */
  config?: Config;
  closes: number;
  /** What a request to shut down does. */
  end(): void;
}

/** A daemon that opens nothing and only counts how often it was closed. */
export function holdDaemon(ready: Promise<void>, onClose: () => Promise<void> = async () => {}) {
  const closed = Promise.withResolvers<void>();
  const held: Held = { closes: 0, end: () => closed.resolve() };
  const handle: DaemonHandle = {
    address: { host: '127.0.0.1', port: 7499 },
    isLocked: () => false,
    ready,
    closed: closed.promise,
    openPairing: async () => ({ digits: '12345678', code: 'c', check: '4827', expires_at: '' }),
    async close() {
      held.closes++;
      await onClose();
      closed.resolve();
    },
  };
  const startDaemon: StartDaemon = async (config, { onModelProgress }) => {
    held.config = config;
    onModelProgress?.({ file: 'model.safetensors', bytes: 5, total: 10 });
    return handle;
  };
  return { startDaemon, held };
}
