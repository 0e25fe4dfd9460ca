// What a person filled in and chose in a modal, in the shape that the bot receives, checked against the modal.
import { ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../bodies/componentTree.ts';
import { chosen, chosenBefore } from './choosing.ts';
import { refused } from './commandOptions.ts';
import type { Resolved } from './resolving.ts';

/** By custom id: a text or one choice, or several choices. */
type Fields = Readonly<Record<string, string | readonly string[]>>;

export function sentFields(components: readonly unknown[], fields: Fields, resolved: Resolved): object[] {
  return (components as AnyComponent[]).map((one) => {
    const { type, id } = one;
    if (Array.isArray(one['components']))
      return {
        type,
        id,
        components: (one['components'] as AnyComponent[]).map((inner) => answer(inner, fields, resolved)),
      };
    if (one['component'] !== undefined)
      return { type, id, component: answer(one['component'] as AnyComponent, fields, resolved) };
    return { type, id };
  });
}

function answer(input: AnyComponent, fields: Fields, resolved: Resolved): object {
  const { type, id, custom_id: customId = '' } = input;
  const given = fields[customId];
  if (type === ComponentType.TextInput) {
    if (Array.isArray(given)) throw refused(`Field "${customId}" takes one text.`);
    return { type, id, custom_id: customId, value: textIn(input, given as string | undefined) };
  }
  const values = given === undefined ? chosenBefore(input) : [given].flat().filter((value) => value !== '');
  if (values.length === 0 && input['required'] !== false) throw refused(`Field "${customId}" is required.`);
  const sent = values.length === 0 ? [] : chosen(input, values, resolved);
  // Radio buttons bring one value, lists bring several.
  if (type === ComponentType.RadioGroup) return { type, id, custom_id: customId, value: sent[0] ?? null };
  return { type, id, custom_id: customId, values: sent };
}

function textIn(input: AnyComponent, given: string | undefined): string {
  const { custom_id: customId = '' } = input;
  const value = given ?? (typeof input['value'] === 'string' ? input['value'] : '');
  if (value === '' && input['required'] !== false) throw refused(`Field "${customId}" is required.`);
  const least = typeof input['min_length'] === 'number' ? input['min_length'] : 0;
  const most = typeof input['max_length'] === 'number' ? input['max_length'] : 4000;
  if (value !== '' && (value.length < least || value.length > most))
    throw refused(`Field "${customId}" must have ${least} to ${most} characters.`);
  return value;
}
