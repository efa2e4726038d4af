/** Whether a window can be opened for a person to see. */
export function hasDisplay(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['CI'] !== undefined && env['CI'] !== '') return false;
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}
