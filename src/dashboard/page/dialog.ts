// The one dialog of the page. Escape closes it, and the focus goes back to where it was.
import { byId, h } from './dom.ts';

const element = () => byId('dialog') as HTMLDialogElement;

export function openDialog(title: string, close: string, ...content: readonly Node[]): void {
  const dialog = element();
  dialog.replaceChildren(
    h(
      'header',
      {},
      h('h2', { id: 'dialog-title' }, title),
      h('button', { class: 'close', 'aria-label': close, onclick: closeDialog }, '✕'),
    ),
    ...content,
  );
  if (!dialog.open) dialog.showModal();
}

export const closeDialog = (): void => element().close();
