// The weights and what they do: ten messages in three languages, whose moods nobody doubts.
import { openBrain } from '../../compose/brain.ts';
import type { Config } from '../../config.ts';
import { silentLog } from '../../log.ts';
import type { Label } from '../../mood/verdict.ts';
import type { Surroundings } from '../command.ts';
import { finding, orFault, type Finding } from './finding.ts';

const MESSAGES: readonly (readonly [Label, string])[] = [
  ['positive', 'This is wonderful, I love it, thank you so much!'],
  ['positive', 'Great job everyone, the new version works perfectly.'],
  ['negative', 'This is terrible, it crashed again and I lost everything.'],
  ['negative', 'I hate this update, it ruined the whole game.'],
  ['neutral', 'The meeting is at three in the small room.'],
  ['positive', '太棒了，我非常喜欢这个新功能，谢谢大家！'],
  ['negative', '又崩溃了，真让人失望，什么都没保存。'],
  ['neutral', '会议改到下午三点。'],
  ['positive', '這次更新真的很讚，辛苦大家了！'],
  ['negative', '客服態度很差，等了三天都沒有人回覆，太誇張了。'],
];
/** Right ones of ten: fewer than the first must be mended, fewer than the second is worth a look. */
const [LEAST, FINE] = [5, 8];

/** Fetches the weights where they are missing. */
export function checkModel(config: Config, variables: Surroundings['variables']): Promise<Finding[]> {
  return orFault('model', async () => {
    const brain = await openBrain(config, silentLog, variables);
    try {
      const judged = await brain.judge.judge(MESSAGES.map(([, text]) => text));
      const right = judged.filter(({ verdict }, index) => verdict.label === MESSAGES[index]?.[0]).length;
      const calibration = brain.judge.calibration() === null ? 'uncalibrated' : 'calibrated';
      return [finding('ok', 'weights', `${brain.model.id}, ${calibration}`), selfTest(right)];
    } finally {
      await brain.close();
    }
  });
}

function selfTest(right: number): Finding {
  const fact = `${right} of ${MESSAGES.length} plain messages in three languages are judged right`;
  if (right >= FINE) return finding('ok', 'self-test', fact);
  const mend = `${fact}: choose a model that knows these languages (docs/models.md)`;
  return finding(right < LEAST ? 'mend' : 'look', 'self-test', mend);
}
