// What a person typed into a modal, in the shape that the bot receives, checked against the modal.
import { ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../bodies/componentTree.ts';
import { refused } from './commandOptions.ts';

type Fields = Readonly<Record<string, string>>;

export function sentFields(components: readonly unknown[], fields: Fields): object[] {
  return (components as AnyComponent[]).map((one) => {
    const { type, id } = one;
    if (Array.isArray(one['components']))
      return {
        type,
        id,
        components: (one['components'] as AnyComponent[]).map((inner) => answer(inner, fields)),
      };
    if (one['component'] !== undefined)
      return { type, id, component: answer(one['component'] as AnyComponent, fields) };
    return { type, id };
  });
}

function answer(input: AnyComponent, fields: Fields): object {
  const customId = input.custom_id ?? '';
  const { type, id } = input;
  const value = fields[customId] ?? (typeof input['value'] === 'string' ? input['value'] : '');
  if (value === '' && input['required'] !== false) throw refused(`Field "${customId}" is required.`);
  if (type !== ComponentType.TextInput)
    return { type, id, custom_id: customId, values: value === '' ? [] : value.split(',') };
  const least = typeof input['min_length'] === 'number' ? input['min_length'] : 0;
  const most = typeof input['max_length'] === 'number' ? input['max_length'] : 4000;
  if (value !== '' && (value.length < least || value.length > most))
    throw refused(`Field "${customId}" must have ${least} to ${most} characters.`);
  return { type, id, custom_id: customId, value };
}
