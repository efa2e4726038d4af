/** Wraps a route's answer, which is JSON already, as `{success: true, data, timestamp}`. */
export function envelope(json: string, now = new Date()): string {
  return `{"success":true,"data":${json},"timestamp":"${now.toISOString()}"}`;
}
