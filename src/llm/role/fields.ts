// The JSON object that a role answers with: its fields, the schema that binds the model, and the check of what came.
import { z } from 'zod';

/** `message`: the number of one of the messages that were shown, from 1. */
export const FIELD_KINDS = ['text', 'number', 'boolean', 'message'] as const;

export interface Field {
  readonly name: string;
  readonly kind: (typeof FIELD_KINDS)[number];
}

type FieldValue = string | number | boolean;
export type JsonAnswer = Readonly<Record<string, FieldValue>>;

/** Characters of a text in a field. */
const LONGEST = 200;

/** What adapters are given: a part of JSON Schema that all of them take. */
export interface AnswerSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

type PropertySchema =
  | { readonly type: 'string'; readonly maxLength: number }
  | { readonly type: 'number' | 'boolean' }
  | { readonly enum: readonly number[] };

/** `shown`: how many messages the model is shown. */
export function schemaOf(fields: readonly Field[], shown: number): AnswerSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, kind }) => [name, propertyOf(kind, shown)])),
    required: fields.map(({ name }) => name),
    additionalProperties: false,
  };
}

function propertyOf(kind: Field['kind'], shown: number): PropertySchema {
  if (kind === 'text') return { type: 'string', maxLength: LONGEST };
  if (kind === 'message') return { enum: Array.from({ length: shown }, (_, i) => i + 1) };
  return { type: kind };
}

/** The object that a text is; null where it is another or none. */
export function jsonAnswer(fields: readonly Field[], shown: number, text: string): JsonAnswer | null {
  const checks: Readonly<Record<Field['kind'], z.ZodType<FieldValue>>> = {
    text: z.string().max(LONGEST),
    number: z.number(),
    boolean: z.boolean(),
    message: z.number().int().min(1).max(shown),
  };
  const shape = z.strictObject(Object.fromEntries(fields.map(({ name, kind }) => [name, checks[kind]])));
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
