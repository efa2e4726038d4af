import type * as z from 'zod/mini';
import type { FailureCode } from '../shared/contract/failure.ts';
import { Failure } from './failure.ts';

type Issue = z.core.$ZodIssue;

/** What zod is made to say where the contract says nothing: its own words name neither field nor rule for a person. */
const SILENT = 'unsaid';

/** Passed with every parse, since another part of the program may have given zod a language. */
export const UNSAID = { error: () => SILENT } as const;

/** Says in one sentence which field breaks which rule: the first of the issues found in `input`. */
export function refusedField(issues: readonly Issue[], input: unknown): Failure {
  const first = issues[0];
  if (first === undefined) return new Failure('bad-input', 'The request is not valid.');
  const { issue, path } = innermost(first, []);
  const field = fieldName(path);
  const isKind = issue.code === 'invalid_type' || issue.code === 'invalid_union';
  const missing = isKind && valueAt(input, path) === undefined;
  const sentence = missing ? `${field} is missing.` : sentenceOf(issue, field);
  return new Failure(codeOf(issue), sentence, { details: { field } });
}

/** A union says what each of its branches disliked: follow the one whose kind of value fits, else stay. */
function innermost(issue: Issue, above: readonly PropertyKey[]): { issue: Issue; path: PropertyKey[] } {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return { issue, path };
  const fitting = issue.errors.find((branch) => branch.every((each) => !isWrongKind(each)))?.[0];
  return fitting === undefined ? { issue, path } : innermost(fitting, path);
}

function isWrongKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function codeOf(issue: Issue): FailureCode {
  const said = issue.code === 'custom' ? issue.params?.['code'] : null;
  if (said === 'too-long' || said === 'too-large') return said;
  return issue.code === 'too_big' ? 'too-long' : 'bad-input';
}

function sentenceOf(issue: Issue, field: string): string {
  if (issue.message !== SILENT) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `${field} must be ${nameOfKind(issue.expected)}.`;
    case 'invalid_value':
      return `${field} must be one of ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `${field} has more than ${issue.maximum} elements.`;
    case 'too_small':
      return `${field} has fewer than ${issue.minimum} elements.`;
    case 'invalid_union':
      return `${field} must be ${kindsOfBranches(issue.errors)}.`;
    default:
      return `${field} is not valid.`;
  }
}

function kindsOfBranches(branches: readonly (readonly Issue[])[]): string {
  const kinds = branches.flatMap((branch) => branch.filter((each) => each.code === 'invalid_type'));
  return [...new Set(kinds.map((each) => nameOfKind(each.expected)))].join(' or ') || 'of another kind';
}

function nameOfKind(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  };
  return names[kind] ?? kind;
}

/** `images[0].src`, as a program would write it. */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
  return name === '' ? 'The request' : name;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
