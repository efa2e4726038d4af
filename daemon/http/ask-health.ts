import { get } from 'node:http';

/** A daemon that has much to do answers late. */
const PATIENCE_MS = 3_000;

/** Where every daemon answers, however it is bound. */
const HERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Whether a Pagekeep daemon of any version answers at this address; false for anything else, within three seconds. */
export async function askHealth(host: string, port: number): Promise<boolean> {
  const body = await new Promise<string | null>((resolve) => {
    const request = get({
      host: HERE[host] ?? host,
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
  return body !== null && isPagekeeps(body);
}

/** Its health, or a refusal in its words. */
function isPagekeeps(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null) return false;
    return ('status' in answer && 'ready' in answer) || ('success' in answer && 'timestamp' in answer);
  } catch {
    return false;
  }
}
