// The model, with its time and its tokens measured; what is read and written is never kept.
import { estimate } from '../llm/estimate.ts';
import type { Model } from '../llm/model.ts';
import type { Figures } from './figures.ts';
import type { Seconds } from './measuredStore.ts';

export function measuredModel(model: Model, figures: Figures, seconds: Seconds): Model {
  async function* watched(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    const began = seconds();
    let isFirst = true;
    try {
      for await (const piece of pieces) {
        if (isFirst) figures.firstWord.observe(seconds() - began);
        isFirst = false;
        figures.tokens.inc({ work: 'chat' }, estimate(piece));
        yield piece;
      }
    } catch (error) {
      figures.modelErrors.inc({ work: 'chat' });
      throw error;
    } finally {
      if (!isFirst) figures.answers.observe(seconds() - began);
    }
  }

  return {
    id: model.id,
    preset: model.preset,
    batchSize: model.batchSize,
    manyWords: model.manyWords,
    async judge(question, texts) {
      const began = seconds();
      try {
        const readings = await model.judge(question, texts);
        if (texts.length > 0) figures.batches.observe(seconds() - began);
        figures.tokens.inc({ work: 'judge' }, estimate(texts.join('')));
        return readings;
      } catch (error) {
        figures.modelErrors.inc({ work: 'judge' });
        throw error;
      }
    },
    stream: (conversation, options) => watched(model.stream(conversation, options)),
    close: () => model.close(),
  };
}
