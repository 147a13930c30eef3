import {request} from '../shared/events.js';

/**
 * Dialogs are needed rarely: where a host bundles, they are a chunk that loads when the first one is opened. Calls
 * `show` once they are there. Where they could not be loaded, the inbox tells; the next call tries again.
 */
export async function withDialogs(pane: HTMLElement, show: () => void): Promise<void> {
  try {
    const {defineDialogs} = await import('./dialogs.js');
    defineDialogs();
    show();
  } catch (error) {
    request(pane, 'sms-chat-failed-request', {error});
  }
}
