import type { Metric } from './write-metrics.ts';

/** How often each route answered with which status, and how long that took, since the start. As many entries as routes and statuses. */
export class RequestCounts {
  readonly #counts = new Map<string, { route: string; status: string; count: number; seconds: number }>();

  note(route: string, status: number, ms: number): void {
    const key = `${route} ${status}`;
    const counted = this.#counts.get(key) ?? { route, status: String(status), count: 0, seconds: 0 };
    counted.count += 1;
    counted.seconds += ms / 1_000;
    this.#counts.set(key, counted);
  }

  metrics(): Metric[] {
    const counted = [...this.#counts.values()];
    return [
      {
        name: 'http_requests_total',
        help: 'Answered requests by route and status; those the guard turned away are not among them.',
        samples: counted.map(({ route, status, count }) => ({ labels: { route, status }, value: count })),
      },
      {
        name: 'http_request_seconds_total',
        help: 'Time until those answers began.',
        samples: counted.map(({ route, status, seconds }) => ({ labels: { route, status }, value: seconds })),
      },
    ];
  }
}
