// Checks a body against a schema. What is wrong is said as Discord says it ("Invalid Form Body").
import type { z } from 'zod';
import { invalidForms } from '../apiError.ts';

/** Throws ApiError 50035, which names every wrong field. `at`: the path of the value in the body. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  at: readonly PropertyKey[] = [],
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidForms(
    result.error.issues.map((issue) => ({ path: [...at, ...issue.path], ...reasonOf(issue) })),
  );
}

function reasonOf(issue: z.core.$ZodIssue): { code: string; message: string } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_BAD_TYPE', message: `Could not interpret the value as ${issue.expected}.` };
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${String(issue.maximum)} or fewer in length.` }
        : {
            code: 'NUMBER_TYPE_MAX',
            message: `Value should be less than or equal to ${String(issue.maximum)}.`,
          };
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${String(issue.minimum)} or more in length.` }
        : {
            code: 'NUMBER_TYPE_MIN',
            message: `Value should be greater than or equal to ${String(issue.minimum)}.`,
          };
    case 'invalid_format':
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of ${issue.values.join(', ')}.` };
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return {
        code: typeof code === 'string' ? code : 'BASE_TYPE_BAD_VALUE',
        message: issue.message,
      };
    }
    default:
      return { code: 'BASE_TYPE_BAD_VALUE', message: issue.message };
  }
}
