/** Where a daemon under test ends as if its plug were pulled: before or after the n-th call of an exported function. */
export interface CrashPoint {
  /** Of a crash between two steps, in words. */
  readonly name: string;
  /** From the root of the repository, without its ending. */
  readonly module: string;
  readonly step: string;
  readonly when: 'before' | 'after';
  /** @default 1 */
  readonly call?: number;
}

/** The variable by which a daemon under test is told its crash point. */
export const ASKED_POINT = 'CRASH_POINT';

/** The variable that names the folder of its build. */
export const BUILD = 'CRASH_BUILD';

export function writePoint(point: CrashPoint): string {
  return JSON.stringify(point);
}

export function readPoint(text: string): CrashPoint {
  return JSON.parse(text) as CrashPoint;
}
