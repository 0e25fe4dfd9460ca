// What components of every kind have.
import { z } from 'zod';

/** The number of a component in its message. */
export const id = z.int().min(0).max(0x7fffffff).optional();
export const customId = z.string().min(1).max(100);
export const emoji = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).optional();
