import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const ask = (who = stage.people.ann, sensitivity = 'normal') =>
  stage.ask(who, stage.channels.general, 'mood replay', { sensitivity });

/** A calm week and an hour of anger that ended five hours ago. */
async function outage(where: string) {
  const crowd = [stage.people.ann, stage.people.ben, stage.people.lin, stage.people.mod];
  for (let n = 0; n < 7 * 24 * 4; n += 1) {
    await stage.tell(where, stage.people.ann, n % 10 === 0 ? 'negative' : 'neutral', 7 * 1440 + 400 - n * 15);
  }
  for (let n = 0; n < 40; n += 1) await stage.tell(where, crowd[n % 4]!, 'negative', 340 - n);
}

describe('/mood replay', () => {
  it('counts the alerts that a sensitivity would have raised, with their evidence, for the person alone', async () => {
    await outage(stage.channels.general);
    const told = await ask();
    expect(told.isEphemeral).toBe(true);
    expect(told.text).toMatch(/At \*\*normal\*\* sensitivity: 1 alert in 7 days/);
    expect(told.text).toMatch(
      new RegExp(`<#${stage.channels.general}> · .* clearly negative; \\d+ expected`),
    );
  });

  it('gives the same figures to one who sees less', async () => {
    for (let n = 0; n < 200; n += 1)
      await stage.tell(
        stage.channels.staff,
        stage.people.ben,
        n % 2 ? 'negative' : 'neutral',
        20_000 - n * 5,
      );
    await outage(stage.channels.general);
    const lineIn = ({ text }: { text: string }) =>
      /<#\d+> · .*? · .*? expected \(95 %: \d+–\d+\)/.exec(text)?.[0];
    const ann = lineIn(await ask());
    expect(ann).toContain(`<#${stage.channels.general}>`);
    expect(ann).toBe(lineIn(await ask(stage.people.owner)));
  });

  it('tells of no channel that the person cannot see', async () => {
    await outage(stage.channels.staff);
    expect((await ask()).text).toContain('0 alerts');
    expect((await ask(stage.people.owner)).text).toContain(`<#${stage.channels.staff}>`);
  });

  it('is kind where nothing is stored', async () => {
    expect((await ask()).text).toContain('There are no stored messages to replay yet');
  });
});
