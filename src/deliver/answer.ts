// How one try to deliver ended.

export type Answer =
  | { readonly kind: 'arrived'; readonly said: string }
  /** It may work later; `waitMs`: not before, where the target says so. */
  | { readonly kind: 'again'; readonly reason: string; readonly waitMs?: number }
  /** It would fail for ever: somebody must mend something. */
  | { readonly kind: 'never'; readonly reason: string };
