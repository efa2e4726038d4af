import { setPriority } from 'node:os';

/** Lets this thread give way to others by `niceness`, 1 to 19. Only Linux counts that by thread: elsewhere it would slow the whole daemon, and is left out. */
export function lowerThread(niceness: number): void {
  if (process.platform === 'linux') setPriority(0, niceness);
}
