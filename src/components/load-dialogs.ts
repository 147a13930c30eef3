/**
 * Dialogs are needed rarely: where a host bundles, they are a chunk that loads when the first one is opened. Rejects
 * where it could not be loaded; the next call tries again.
 */
export async function loadDialogs(): Promise<void> {
  const {defineDialogs} = await import('./dialogs.js');
  defineDialogs();
}
