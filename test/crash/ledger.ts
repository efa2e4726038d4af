/** How a page read, and was called, before it changed. */
export interface Reading {
  readonly version: number;
  /** The person's own, or null for the page's. */
  readonly title: string | null;
}

/** A page as somebody was told that it is kept. */
export interface KeptPage {
  readonly version: number;
  readonly tags: readonly string[];
  readonly note: string | null;
  /** The person's own, or null for the page's. */
  readonly title: string | null;
  /** Its retention policy. */
  readonly keeps: string;
  readonly pinned: boolean;
  /** The latest first. */
  readonly earlier: readonly Reading[];
}

/** A page that nobody has added anything to. */
export function freshPage(version: number): KeptPage {
  return { version, tags: [], note: null, title: null, keeps: 'permanent', pinned: false, earlier: [] };
}

const STORY = 8;

/** What an address or a pattern stands for; null: nothing is kept of it. */
type State = KeptPage | 'blocked' | null;

/**
 * What was acknowledged, kept outside of the daemon. One operation at a time works on one thing, so that after a crash each
 * thing is as it was acknowledged last, or as the operation would have left it that nobody heard the end of.
 */
export class Ledger {
  readonly #acknowledged = new Map<string, State>();
  readonly #underway = new Map<string, State>();
  readonly #stories = new Map<string, string[]>();
  acknowledged = 0;

  /** As it was acknowledged last. */
  of(thing: string): State {
    return this.#acknowledged.get(thing) ?? null;
  }

  isBusy(thing: string): boolean {
    return this.#underway.has(thing);
  }

  things(): string[] {
    return [...this.#acknowledged.keys()];
  }

  /** Whether anything under way finds or leaves a thing in such a state. */
  isUnderway(such: (state: State) => boolean): boolean {
    return [...this.#underway].some(([thing, after]) => such(after) || such(this.of(thing)));
  }

  /** Does something that leaves `thing` as `after` says; what it throws leaves both possible until `settle`. */
  async change(thing: string, after: State, work: () => Promise<unknown>): Promise<void> {
    await this.changeAll(new Map([[thing, after]]), work);
  }

  /** The same with many things at once, each of which may be as it was or as it is to be until then. */
  async changeAll(things: ReadonlyMap<string, State>, work: () => Promise<unknown>): Promise<void> {
    for (const [thing, after] of things) {
      this.#underway.set(thing, after);
      this.#tell(thing, `to be ${JSON.stringify(after)}`);
    }
    await work();
    for (const [thing, after] of things) {
      this.settle(thing, after);
      this.#tell(thing, 'acknowledged');
    }
    this.acknowledged += 1;
  }

  /** What the thing may be now. */
  possible(thing: string): State[] {
    const under = this.#underway.get(thing);
    return under === undefined ? [this.of(thing)] : [this.of(thing), under];
  }

  /** Takes over how it was found: from here on that is what must last. */
  settle(thing: string, found: State): void {
    this.#acknowledged.set(thing, found);
    this.#underway.delete(thing);
  }

  /** What last happened to a thing, for whoever has to find out why it is not as it should be. */
  storyOf(thing: string): string {
    return (this.#stories.get(thing) ?? []).join('; ');
  }

  #tell(thing: string, what: string): void {
    const story = [...(this.#stories.get(thing) ?? []), what];
    this.#stories.set(thing, story.slice(-STORY));
  }

  /** What was begun and never heard of again. */
  unheard(): string[] {
    return [...this.#underway.keys()];
  }
}

/** Whether two states are the same to a person. */
export function isSame(a: State, b: State): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export type { State };
