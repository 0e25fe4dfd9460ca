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

/** Lines that several people write into the open channel, so that one person alone sees what the bot makes of it. */
export interface Burst {
  readonly sign: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/**
 * What the host plays in a tab of its own: a POST to `path`, one of its mounts, begins it, and the tab opens the same
 * path. Not offered where the host serves no such path.
 */
export interface Play {
  readonly sign: string;
  readonly text: string;
  readonly path: string;
}

export interface Plugin<Tag extends MessageTag = MessageTag> {
  /** Draws what the host shows beside a message. */
  renderTag(tag: Tag, tools: PageTools): Node | null;
  tips(tools: PageTools): readonly Tip[];
  /** Buttons below the channels. */
  bursts?(tools: PageTools): readonly Burst[];
  /** Buttons below the channels and among the tips. */
  plays?(tools: PageTools): readonly Play[];
  /** Links to other pages of the host, below the channels. `me`: the id of who acts. */
  links?(tools: PageTools, me: string): readonly { readonly href: string; readonly text: string }[];
}
