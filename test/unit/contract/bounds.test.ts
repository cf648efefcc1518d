import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CallName, CALLS } from '../../../electron/contract/index.ts';

interface Schema {
  readonly type?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  /** Only times have one, and their pattern leaves no room. */
  readonly format?: string;
}

/** Where in this input anything may stand, or as much of it as a sender likes. */
function unbounded(schema: Schema, at: string): string[] {
  const { type, properties, items, additionalProperties } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((one, number) => unbounded(one, `${at}|${number}`));
  if (schema.enum ?? schema.const !== undefined) return [];
  if (type === 'string') return schema.maxLength === undefined && schema.format !== 'date-time' ? [at] : [];
  if (type === 'array') return [...(schema.maxItems === undefined ? [at] : []), ...unbounded(items ?? {}, `${at}[]`)];
  if (type === 'object') {
    const named = Object.entries(properties ?? {}).flatMap(([name, one]) => unbounded(one, `${at}.${name}`));
    return typeof additionalProperties === 'object' ? [...named, `${at}.*`] : named;
  }
  return ['number', 'integer', 'boolean', 'null'].includes(type ?? '') ? [] : [at];
}

describe('what can be asked', () => {
  it.each(Object.keys(CALLS) as CallName[])('%s takes no more than it needs, at every place of its input', (call) => {
    const schema = z.toJSONSchema(CALLS[call].input, { io: 'input' }) as Schema;

    expect(unbounded(schema, call)).toEqual([]);
  });
});
