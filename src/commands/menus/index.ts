// Every message menu, listed once. Discord takes up to 15 of an app; some of its peers still take 5.
import type { MessageMenu } from '../command.ts';
import { moodMenu } from './mood.ts';
import { rewriteMenu } from './rewrite.ts';
import { summariseMenu } from './summarise.ts';
import { translateMenu } from './translate.ts';
import { whyMenu } from './why.ts';
import { wrongMenu } from './wrong.ts';

export const messageMenus: readonly MessageMenu[] = [
  moodMenu,
  whyMenu,
  summariseMenu,
  translateMenu,
  rewriteMenu,
  wrongMenu,
];
