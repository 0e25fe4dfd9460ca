// A plug-in of the page: its plugin.js exports `plugin`. The page also loads its plugin.css.
import type { MessageTag } from '../../src/control/protocol.ts';
import type { h } from '../dom.js';

/** What the page gives to a plug-in. */
export interface PageTools {
  /** Builds an element; strings become text, never markup. */
  readonly h: typeof h;
  /** The language of the page, e.g. "en-GB" or "zh-CN". */
  readonly language: string;
}

/** A line for newcomers in an empty channel; a click writes its draft into the composer. */
export interface Tip {
  readonly sign: string;
  readonly text: string;
  readonly draft: string;
  /** Shown in server channels only. */
  readonly serversOnly?: boolean;
}

export interface Plugin<Tag extends MessageTag = MessageTag> {
  /** Draws what the host shows beside a message. */
  renderTag(tag: Tag, tools: PageTools): Node | null;
  tips(tools: PageTools): readonly Tip[];
}
