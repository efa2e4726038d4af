import { fork } from 'node:child_process';

interface Waiting<Reply> {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (cause: Error) => void;
}

/** A part of a bench in a process of its own: what it does takes nothing from the process it measures. */
export class BenchProcess<Task, Reply> {
  readonly #child;
  readonly #waiting = new Map<number, Waiting<Reply>>();
  #lastId = 0;

  /** `file` stands beside this one and calls `serveTasks`. */
  constructor(file: string, ...args: readonly string[]) {
    this.#child = fork(new URL(file, import.meta.url), args, { serialization: 'advanced' });
    this.#child.on('message', ({ id, reply }: { id: number; reply: Reply }) => {
      this.#waiting.get(id)?.resolve(reply);
      this.#waiting.delete(id);
    });
    this.#child.once('exit', () => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error(`${file} stopped.`));
    });
  }

  ask(task: Task): Promise<Reply> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, task });
    });
  }

  async close(): Promise<void> {
    if (!this.#child.connected) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.disconnect();
    await ended;
  }
}

/** Answers the tasks that come from the bench, one after the other, until it is closed. */
export function serveTasks(answer: (task: never) => Promise<unknown>): void {
  let before: Promise<unknown> = Promise.resolve();
  process.on('message', ({ id, task }: { id: number; task: never }) => {
    before = before.then(async () => process.send?.({ id, reply: await answer(task) }));
  });
  process.on('disconnect', () => process.exit());
}
