import { Failure } from '../failure.ts';
import { fittingCount } from './fit-answer.ts';
import type { Tool } from './tool.ts';
import { createMarker } from './untrusted.ts';

/** Where in an answer's list a part begins, and by which cursor of the route it is asked for. */
export interface Paging {
  readonly at: number;
  readonly route: string;
  readonly asked: boolean;
}

/** Elements that a search hands out where nobody says how many. */
const DEFAULT_LIMIT = 10;

/** Takes the bridge's own cursor out of the arguments: `~14` is the fifteenth element, `newest.12.abc~3` the fourth after the route's own cursor. */
export function readPaging(
  { list }: Tool,
  { cursor, ...request }: Record<string, unknown>,
): { request: Record<string, unknown>; paging: Paging } {
  if (list === undefined) {
    return { request: cursor === undefined ? request : { ...request, cursor }, paging: START };
  }
  if (cursor === undefined) return { request, paging: START };
  const parts = typeof cursor === 'string' ? /^([^~]*)(?:~(\d{1,9}))?$/.exec(cursor) : null;
  const [, route = '', digits = '0'] = parts ?? [];
  if (parts === null || (route !== '' && list.rest !== 'cursor')) {
    throw new Failure('bad-input', 'The cursor is not one that this tool gave out.');
  }
  const paging = { at: Number(digits), route, asked: true };
  if (list.rest === 'offset') return { request: from(request, paging.at), paging };
  return { request: route === '' ? request : { ...request, cursor: route }, paging };
}

const START: Paging = { at: 0, route: '', asked: false };

function from(request: Record<string, unknown>, at: number): Record<string, unknown> {
  const limit = (typeof request['limit'] === 'number' ? request['limit'] : DEFAULT_LIMIT) - at;
  if (limit <= 0) throw new Failure('bad-input', 'The cursor is past the end of this answer.');
  const offset = (typeof request['offset'] === 'number' ? request['offset'] : 0) + at;
  return { ...request, limit, offset };
}

/** As much of an answer as fits; an answer that fits as a whole is left as the route gave it. */
export function takePart(tool: Tool, data: unknown, { at, route, asked }: Paging): unknown {
  const { list } = tool;
  const answer = data as Record<string, unknown>;
  const elements = list === undefined ? undefined : answer[list.field];
  if (list === undefined || !Array.isArray(elements)) return data;
  const start = list.rest === 'offset' ? 0 : at;
  const said = tool.say(data as never, createMarker());
  const count = fittingCount(elements, said, start);
  const isWhole = start === 0 && count === elements.length;
  if (isWhole && (!asked || list.rest === 'cursor')) return data;
  const rest = `${route}~${at + count}`;
  const end = list.rest === 'cursor' ? (answer['next_cursor'] ?? null) : null;
  return {
    ...answer,
    [list.field]: elements.slice(start, start + count),
    ...('count' in answer && { count }),
    next_cursor: start + count < elements.length ? rest : end,
  };
}
