// What a person chose in a list, checked against the list.
import { ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../bodies/componentTree.ts';
import { refused } from './commandOptions.ts';
import type { Resolved } from './resolving.ts';

/** The values of a menu, within its bounds and of its kind. */
export function chosen(menu: AnyComponent, values: readonly string[], resolved: Resolved): readonly string[] {
  const least = typeof menu['min_values'] === 'number' ? menu['min_values'] : 1;
  const most = typeof menu['max_values'] === 'number' ? menu['max_values'] : 1;
  if (values.length < least || values.length > most)
    throw refused(`Between ${least} and ${most} values must be chosen.`);
  if (new Set(values).size < values.length) throw refused('A value is chosen twice.');
  const options = (menu['options'] ?? []) as { value: string }[];
  const types = menu['channel_types'] as number[] | undefined;
  const known = (value: string): boolean => {
    switch (menu.type) {
      case ComponentType.StringSelect:
      case ComponentType.RadioGroup:
        return options.some((option) => option.value === value);
      case ComponentType.UserSelect:
        return resolved.user(value);
      case ComponentType.RoleSelect:
        return resolved.role(value);
      case ComponentType.ChannelSelect:
        return resolved.channel(value, types);
      default:
        return resolved.user(value) || resolved.role(value);
    }
  };
  const strange = values.find((value) => !known(value));
  if (strange !== undefined) throw refused(`"${strange}" cannot be chosen here.`);
  return values;
}

/** What is chosen in a list before anybody touches it. */
export function chosenBefore(menu: AnyComponent): string[] {
  const options = (menu['options'] ?? []) as { value: string; default?: boolean }[];
  const entities = (menu['default_values'] ?? []) as { id: string }[];
  return [
    ...options.filter((option) => option.default).map(({ value }) => value),
    ...entities.map(({ id }) => id),
  ];
}
