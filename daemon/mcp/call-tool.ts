import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { JobTicket } from '../../shared/contract/job.ts';
import { Failure } from '../failure.ts';
import { refusedField, UNSAID } from '../refused-field.ts';
import type { AgentDaemon, AgentRights, Asking } from './agent-daemon.ts';
import { fitData, fitText } from './fit-answer.ts';
import { readPaging, takePart } from './hand-out.ts';
import { sayRefusal } from './next-step.ts';
import type { Progress } from './report-progress.ts';
import { inputSchema, requestSchema } from './tool-schemas.ts';
import type { Tool } from './tool.ts';
import { createMarker, visibleAnswer } from './untrusted.ts';
import { waitForJob } from './wait-for-job.ts';

export interface ToolCall {
  readonly tool: Tool;
  readonly given: Readonly<Record<string, unknown>>;
  readonly daemon: AgentDaemon;
  readonly rights: AgentRights;
  readonly asking: Asking;
  readonly progress: Progress;
}

/** Calls a tool; whatever is refused comes back as a sentence that says what to do next, never as a broken call. */
export async function callTool(call: ToolCall): Promise<CallToolResult> {
  const { tool, rights } = call;
  try {
    requireRights(tool, rights);
    return await answer(call);
  } catch (error) {
    if (call.asking.signal?.aborted) throw error;
    return { isError: true, content: [{ type: 'text', text: sayRefusal(error, tool, rights.clientName()) }] };
  }
}

async function answer(call: ToolCall): Promise<CallToolResult> {
  const { tool, given } = call;
  const marker = createMarker();
  const { request, paging } = readPaging(tool, readArguments(tool, given));
  const whole = await ask(call, request);
  const data = takePart(tool, visibleAnswer(whole), paging);
  const { head, items = [], foot } = tool.say(data as never, marker);
  const next = (data as { next_cursor?: string | null }).next_cursor;
  const more =
    typeof next === 'string' ? `There is more: call again with the same arguments and cursor "${next}".` : '';
  const text = [head, ...items, foot ?? '', more].filter((part) => part !== '').join('\n\n');
  return {
    content: [{ type: 'text', text: fitText(text) }],
    structuredContent: fitData(data) as Record<string, unknown>,
  };
}

async function ask(call: ToolCall, request: Record<string, unknown>): Promise<unknown> {
  const { tool, given, daemon, asking, progress } = call;
  if (tool.flow !== undefined) return tool.flow.run(request, daemon, asking);
  const answered: unknown = await daemon.ask(tool.endpoint, request, asking);
  if (tool.job === undefined || given['wait'] !== true) return answered;
  return waitForJob(answered as JobTicket, daemon, progress, asking.signal);
}

/** Whether a tool looks at the memory and does nothing else, not even fetch. */
export function isReading({ hints, endpoint }: Tool): boolean {
  return hints.readOnly && endpoints[endpoint].scope === 'read';
}

function requireRights(tool: Tool, { scopes, readOnly }: AgentRights): void {
  const scope = endpoints[tool.endpoint].scope;
  if (readOnly && !isReading(tool)) {
    throw new Failure(
      'forbidden',
      `${tool.name} is switched off: Pagekeep was set up for this agent with --read-only. The person changes that.`,
    );
  }
  if (scopes !== null && scope !== null && !scopes.has(scope)) {
    throw new Failure('scope', `This agent lacks the scope ${scope}.`);
  }
}

/** The arguments as the route takes them. Throws `bad-input` with what is wrong and what may be given. */
function readArguments(tool: Tool, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.keys(inputSchema(tool).properties ?? {});
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const takes = known.length === 0 ? 'no arguments' : known.join(', ');
    throw new Failure(
      'bad-input',
      `${tool.name} has no argument "${stranger.slice(0, 40)}"; it takes ${takes}.`,
    );
  }
  for (const [name, { type }] of Object.entries(tool.extra ?? {})) {
    if (given[name] === undefined || typeof given[name] === type) continue;
    const kind = type === 'boolean' ? 'true or false' : 'text';
    throw new Failure('bad-input', `${name} must be ${kind}.`, { details: { field: name } });
  }
  const parsed = requestSchema(tool).safeParse(given, UNSAID);
  if (!parsed.success) throw refusedField(parsed.error.issues, given);
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => name in tool.fields || name === 'cursor'),
  );
}
