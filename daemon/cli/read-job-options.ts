import { RENDERERS } from '../../shared/contract/renderer.ts';
import type { RendererName } from '../../shared/contract/renderer.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from './command.ts';

export interface JobOptions {
  readonly tags?: string;
  readonly retention_policy?: string;
  readonly concurrent?: number;
  /** Seconds. */
  readonly delay?: number;
  readonly renderer?: RendererName | 'auto';
}

/** The options that every command about many pages has. */
export function readJobOptions({ number, text }: Invocation): JobOptions {
  const [tags, policy, delay, renderer, concurrent] = [
    text('tags'),
    text('policy'),
    text('delay'),
    text('renderer'),
    number('concurrent'),
  ];
  return {
    ...(tags !== undefined && { tags }),
    ...(policy !== undefined && { retention_policy: policy }),
    ...(concurrent !== undefined && { concurrent }),
    ...(delay !== undefined && { delay: readSeconds(delay) }),
    ...(renderer !== undefined && { renderer: readRenderer(renderer) }),
  };
}

function readSeconds(typed: string): number {
  if (/^\d{1,4}(?:\.\d{1,3})?$/.test(typed)) return Number(typed);
  throw new Failure('bad-input', '--delay must be seconds, such as 2 or 0.5.');
}

function readRenderer(typed: string): RendererName | 'auto' {
  const names = ['auto', ...RENDERERS] as const;
  const renderer = names.find((one) => one === typed);
  if (renderer === undefined)
    throw new Failure('bad-input', `--renderer must be one of ${names.join(', ')}.`);
  return renderer;
}
