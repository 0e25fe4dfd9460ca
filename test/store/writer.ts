// A process that writes and judges messages until it is killed. It prints a message's number when its write is done.
import { writeSync } from 'node:fs';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import { idOf, message, tag } from '../contract/store/fixtures.ts';

const [place, first] = process.argv.slice(2);
if (place === undefined || first === undefined) throw new Error('usage: writer PATH|URI FIRST');
const options = { storeContent: true };
const store = place.startsWith('mongodb:')
  ? await openMongoStore(place, options)
  : openSqliteStore(place, options);

const say = (word: string) => writeSync(1, `${word}\n`);
const live = async (number: number) => {
  await store.intake.add([message(number)]);
  say(`added ${number}`);
  await store.queue.tag([tag(idOf(number), LABELS[number % 3])]);
  if (number % 5 === 0) await store.intake.edit(idOf(number - 3), `edited ${number}`);
  if (number % 7 === 0) {
    say(`removing ${number - 1}`);
    await store.intake.remove([idOf(number - 1)]);
  }
};
for (let number = Number(first); ; number += 4) {
  await Promise.all([0, 1, 2, 3].map((offset) => live(number + offset)));
}
