// The contract of the scheduler, checked on every backend.
import { beforeAll, beforeEach } from 'vitest';
import { boardContract } from './agenda/board.ts';
import { failuresContract } from './agenda/failures.ts';
import { outagesContract } from './agenda/outages.ts';
import { lookAt, stageOn } from './agenda/place.ts';
import type { Look, Place } from './agenda/place.ts';
import { schedulesContract } from './agenda/schedules.ts';
import { stoppingContract } from './agenda/stopping.ts';

export function agendaSchedulerContract(open: () => Place): void {
  let place: Place;
  let look: Look;
  const stage = stageOn(() => place);
  beforeAll(async () => {
    place = open();
    look = lookAt(place.open());
    await look.backend.connect();
    return () => look.backend.disconnect();
  });
  beforeEach(async () => {
    await look.backend.repository.purgeAllJobs();
  });

  schedulesContract(
    () => stage,
    () => look,
  );
  failuresContract(
    () => stage,
    () => look,
  );
  boardContract(
    () => stage,
    () => look,
  );
  stoppingContract(
    () => stage,
    () => look,
  );
  outagesContract(
    () => stage,
    () => place,
  );
}
