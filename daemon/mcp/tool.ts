import type * as z from 'zod/mini';
import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';
import type { AgentDaemon, Asking } from './agent-daemon.ts';
import type { Marker } from './untrusted.ts';

/** An answer in words: what stands before and after its elements, and each of them. */
export interface Said {
  readonly head: string;
  readonly items?: readonly string[];
  readonly foot?: string;
}

/** What a tool takes that is more than one route. */
export interface OwnFlow<Request, Answer> {
  readonly request: z.ZodMiniType<Request>;
  readonly response: z.ZodMiniType<Answer>;
  run(request: Request, daemon: AgentDaemon, asking: Asking): Promise<Answer>;
}

/** One tool: a route of the table as an agent sees it. Its arguments and its answer have the route's schemas. */
export interface Tool<N extends EndpointName = EndpointName, Request = RequestOf<N>, Answer = ResponseOf<N>> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The route it calls, or of several the one that decides who may. */
  readonly endpoint: N;
  readonly flow?: OwnFlow<Request, Answer>;
  /** The route's fields that an agent may give, with what to say of each. */
  readonly fields: Readonly<Partial<Record<keyof Request & string, string>>>;
  /** Taken and not passed on: what the bridge itself understands, or what older clients still send. */
  readonly extra?: Readonly<
    Record<string, { readonly type: 'string' | 'boolean'; readonly description: string }>
  >;
  readonly hints: {
    readonly readOnly: boolean;
    readonly destructive: boolean;
    readonly idempotent: boolean;
    readonly openWorld: boolean;
  };
  /** Said where it needs more than a new client is given. */
  readonly grant?: 'forget';
  /** The list in the answer that is handed out in parts where it does not fit at once, and how the rest is asked for. */
  readonly list?: { readonly field: string; readonly rest: 'offset' | 'cursor' | 'again' };
  /** The job that the answer names is followed until it ends, when `wait` is given. */
  readonly job?: true;
  say(answer: Answer, marker: Marker): Said;
}

/** Keeps the types of one tool together; the table holds tools of many routes. */
export function tool<N extends EndpointName, Request = RequestOf<N>, Answer = ResponseOf<N>>(
  one: Tool<N, Request, Answer>,
): Tool {
  return one as unknown as Tool;
}
