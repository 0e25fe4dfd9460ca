// What people ask about the mood, answered with the figures of the store: never about another person, and never more
// than the asker and all who read the answer may see.
import { channelMention } from 'discord.js';
import type { MoodTopic } from '../llm/heads/asked.ts';
import { channelNamed } from './channelNamed.ts';
import { nowText } from './moodNow.ts';
import { topicsText } from './moodTopics.ts';
import { whyText } from './moodWhy.ts';
import { inTalk, sceneOf, type MoodFacts, type Scene } from './scene.ts';

export async function moodText(topic: MoodTopic, facts: MoodFacts): Promise<string> {
  const { words, wording, link, place } = facts;
  if (topic === 'person') return words(`assistant.mood.person.${wording}`);
  if (topic === 'mine') {
    return words(`assistant.mood.mine.${place ? 'here' : 'direct'}.${wording}`, { me: link('mood me') });
  }
  if (!place) return words(`assistant.mood.direct.${wording}`, { command: link('mood server') });
  const named = inTalk(facts, (said) => channelNamed(said, place));
  if (named === 'unknown') return words('assistant.mood.unheard', { command: link('mood channel') });
  const channel = place.channels.find(({ id }) => id === named);
  if (channel && !channel.isWatched) {
    const mention = channelMention(channel.id);
    return words('mood.unwatched', { channel: mention, command: link('settings watch') });
  }
  return await ABOUT[topic](sceneOf({ ...facts, place }, channel?.id ?? null));
}

const ABOUT: Readonly<Record<'now' | 'why' | 'topics', (scene: Scene) => Promise<string>>> = {
  now: nowText,
  why: whyText,
  topics: topicsText,
};
