// What people are told who may not use a piece.

/** Said to those who lack a right, and to nobody else. */
export const REFUSED = /^(Only people with \*\*.+\*\* may do this|You need \*\*.+\*\* in <#\d+> for this)\.$/;
export const UNSEEN = "You can't see that channel, so I can't tell you about it.";
export const NOT_YOURS = 'Only the person who asked may do this.';
export const GONE = 'This is no longer in use. Run the command again.';
