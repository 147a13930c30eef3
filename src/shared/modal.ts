/**
 * Makes a native dialog follow an `open` property. Call it in `updated`: showing or closing it twice does nothing, and one
 * that is not in the document yet cannot be shown.
 */
export function showModalIf(open: boolean, dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.open === open) return;
  if (!open) dialog.close();
  else if (dialog.isConnected) dialog.showModal();
}
