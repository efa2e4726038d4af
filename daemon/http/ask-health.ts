import { get } from 'node:http';

const PATIENCE_MS = 1_000;

/** Whether a Pagekeep daemon answers at this address; false for anything else, within a second. */
export async function askHealth(host: string, port: number): Promise<boolean> {
  const body = await new Promise<string | null>((resolve) => {
    const request = get({
      host,
      port,
      path: '/health',
      agent: false,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    request.on('error', () => resolve(null));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > 1_000) response.destroy();
      });
      response.on('error', () => resolve(null));
      response.on('close', () => resolve(text));
    });
  });
  return body !== null && isHealth(body);
}

function isHealth(body: string): boolean {
  try {
    const health: unknown = JSON.parse(body);
    return typeof health === 'object' && health !== null && 'status' in health && 'ready' in health;
  } catch {
    return false;
  }
}
