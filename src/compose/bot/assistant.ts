// The assistant, with what it knows of this copy of the bot.
import { createAssistant, type Assistant } from '../../assistant/assistant.ts';
import { linksOf } from '../../commands/links.ts';
import { qualityOf } from '../../llm/calibration.ts';
import { wantedLanguage } from '../../llm/guard/language.ts';
import type { Judge } from '../../llm/judge.ts';
import type { Model } from '../../llm/model.ts';
import type { Responder } from '../../llm/responder.ts';
import type { Base } from './base.ts';
import { readersOf } from './hearing.ts';

export interface AssistantParts {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
}

export function openAssistant(
  { client, store, clock, config, log }: Base,
  { model, judge, responder }: AssistantParts,
): Assistant {
  return createAssistant({
    store,
    responder,
    clock,
    log,
    copy: {
      storeContent: config.STORE_CONTENT,
      contentDays: config.RETENTION_DAYS,
      historyDays: config.HISTORY_DAYS,
      model: () => {
        const calibration = judge.calibration();
        return {
          id: model.id,
          calibrated: calibration !== null,
          right: calibration && qualityOf(calibration).right,
        };
      },
      ...readersOf(config),
    },
    link: (path) => linksOf(client)(path),
    languageOf: (question) => wantedLanguage(question).locale,
  });
}
