import { Failure } from '../failure.ts';
import type * as z from 'zod/mini';

/**
 * Reads a query string by the fields of `schema`: where a field takes numbers or booleans, text that is one becomes one.
 * Everything else stays text and is judged by the schema. Throws `bad-input` on broken encoding and repeated names,
 * since choosing one of two values would hide a mistake.
 */
export function readQuery(search: string, schema: z.ZodMiniType): Record<string, unknown> {
  const values = new Map<string, string>();
  for (const part of search.replace(/^\?/, '').split('&')) {
    if (part === '') continue;
    const [name, value] = splitPair(part);
    if (values.has(name))
      throw new Failure('bad-input', 'A parameter is given twice.', { details: { field: name } });
    values.set(name, value);
  }
  return convertFields(Object.fromEntries(values), schema);
}

/** Converts text to the numbers and booleans that `schema` asks for, field by field. */
export function convertFields(
  values: Record<string, string>,
  schema: z.ZodMiniType,
): Record<string, unknown> {
  const shape = shapeOf(schema);
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => {
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return [name, field === undefined ? text : convert(text, acceptedTypes(field))];
    }),
  );
}

function splitPair(part: string): [string, string] {
  const at = part.indexOf('=');
  const [name, value] = at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  try {
    return [decodeURIComponent(name.replaceAll('+', ' ')), decodeURIComponent(value.replaceAll('+', ' '))];
  } catch (cause) {
    throw new Failure('bad-input', 'The query string is not valid percent-encoded UTF-8.', { cause });
  }
}

function convert(text: string, types: ReadonlySet<string>): unknown {
  if (types.has('number') && /^-?\d{1,16}(?:\.\d{1,16})?$/.test(text)) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

type Definition = z.core.$ZodTypes['_zod']['def'];

function definition(schema: z.core.$ZodType): Definition {
  return (schema as z.ZodMiniType).def as Definition;
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const def = definition(schema);
  return def.type === 'object' ? def.shape : {};
}

function acceptedTypes(schema: z.core.$ZodType): ReadonlySet<string> {
  const def = definition(schema);
  if (def.type === 'optional' || def.type === 'nullable') return acceptedTypes(def.innerType);
  if (def.type === 'union') return new Set(def.options.flatMap((option) => [...acceptedTypes(option)]));
  return new Set([def.type]);
}
