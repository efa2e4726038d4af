import type { Endpoint } from '../../shared/contract/endpoint.ts';

/** Whether a route is a write that a client may name by an `Idempotency-Key`; a question may be asked again anyway. */
export function isRepeatable({ method, scope }: Endpoint): boolean {
  return method !== 'GET' && scope !== null && scope !== 'read';
}
