// What people are told who may not use a piece.

/** Said to those who lack a right, and to nobody else. */
export const REFUSED = /^(Only people with \*\*.+\*\* can do this|You need \*\*.+\*\* in <#\d+> for this)\.$/;
export const UNSEEN = "You can't see that channel, so I can't tell you about it.";
export const NOT_YOURS = 'Only the person who asked can do this.';
export const GONE = 'This has expired. Run the command again.';
