import { ASKED } from './sample-ask.ts';

/** Stands for what only a browser can do: notes that it was asked for, and with what. */
export function browserDoes(name: string): (request?: unknown) => void {
  return (request) => {
    ASKED.push({ name, request });
  };
}

/** Stands for the clipboard. */
export async function copy(text: string): Promise<void> {
  browserDoes('copy')(text);
}
