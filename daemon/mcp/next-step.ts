import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import { TEXT_BUDGET } from './fit-answer.ts';
import type { Tool } from './tool.ts';
import { visibleText } from './untrusted.ts';

/** What an agent can do about a refusal, by its code; where nothing is said the sentence itself is enough. */
const STEPS: Readonly<Partial<Record<FailureCode, string>>> = {
  'bad-input': 'Mend the arguments and call again.',
  'too-long': 'Send less and call again.',
  'url-invalid': 'Give a whole address that begins with http:// or https://.',
  blocked:
    'The person decides that: list_blocked_domains shows what is kept out. Do not try other addresses.',
  'address-forbidden': 'Addresses inside a network can only be allowed by the person, in the configuration.',
  'not-found': 'search_memory and list_memory show what there is.',
  locked: 'Only the person can unlock it: ask them, and do not ask for the passphrase.',
  'rate-limited': 'Wait as long as it says, then call again.',
  'not-ready': 'Call again in a few seconds, or search with mode keyword.',
  'fetch-failed':
    'The site did not answer as it should: try once more later, or ask the person to remember the page in the browser.',
  'empty-page': 'There is nothing to read without the person’s browser: ask them to remember the page there.',
  'disk-full': 'Tell the person that the disk is full.',
};

/** A refusal in words that say what to do next. */
export function sayRefusal(error: unknown, tool: Tool, clientName: string): string {
  if (error instanceof Failure && error.code === 'scope') return sayMissingGrant(error, tool, clientName);
  if (error instanceof Failure && error.code === 'unauthorized') {
    return `This agent (${clientName}) was disconnected in Pagekeep. The person lets it in again with: pagekeep mcp reconnect --as ${shellWord(clientName)}`;
  }
  const sentence = visibleText(error instanceof Error ? error.message : String(error)).slice(
    0,
    TEXT_BUDGET / 2,
  );
  const step = error instanceof Failure ? STEPS[error.code] : undefined;
  return step === undefined ? sentence : `${sentence} ${step}`;
}

function sayMissingGrant(error: Failure, tool: Tool, clientName: string): string {
  if (tool.grant === undefined && !error.message.includes('lacks the scope')) return error.message;
  if (tool.grant === undefined) {
    return `${error.message} The person can give it in Pagekeep’s options, under Connection, at ${clientName}.`;
  }
  return [
    `${tool.title}: this needs the grant "${tool.grant}", which agents are not given by themselves, because text of a page can steer an agent.`,
    `Ask the person. They give it with one click in Pagekeep’s options (Connection, ${clientName}, Allow forgetting), or by setting this agent up with: pagekeep mcp install --client CLIENT --grant ${tool.grant} (by hand: pagekeep mcp --grant ${tool.grant}).`,
  ].join(' ');
}

function shellWord(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", '')}'`;
}
