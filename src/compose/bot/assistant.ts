// The assistant, with what it knows of this copy of the bot.
import { createAssistant, type Assistant } from '../../assistant/assistant.ts';
import { linksOf } from '../../commands/links.ts';
import { calibrationOf, rightOf100 } from '../../llm/calibration.ts';
import { wantedLanguage } from '../../llm/guard/language.ts';
import type { Judge } from '../../llm/judge.ts';
import type { Model } from '../../llm/model.ts';
import type { Responder } from '../../llm/responder.ts';
import type { Base } from './base.ts';

export interface AssistantParts {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
}

export function openAssistant(
  { client, store, clock, config }: Base,
  { model, judge, responder }: AssistantParts,
): Assistant {
  const calibration = calibrationOf(model.preset, model.manyWords);
  return createAssistant({
    store,
    responder,
    clock,
    copy: {
      storeContent: config.STORE_CONTENT,
      contentDays: config.RETENTION_DAYS,
      historyDays: config.HISTORY_DAYS,
      model: () => {
        const calibrated = judge.calibrated();
        return {
          id: model.id,
          calibrated,
          right: calibrated && calibration ? rightOf100(calibration) : null,
        };
      },
      isRemote: config.LLM_URL !== undefined,
    },
    link: (path) => linksOf(client)(path),
    languageOf: (question) => wantedLanguage(question).locale,
  });
}
