import {define} from '../define/define.js';
import {SmsChatAddContactDialog} from './add-contact-dialog/add-contact-dialog.js';
import {SmsChatNewChatDialog} from './new-chat-dialog/new-chat-dialog.js';

/** Registers the dialogs of the inbox. Importing this module registers nothing. */
export function defineDialogs(): void {
  define('sms-chat-add-contact-dialog', SmsChatAddContactDialog);
  define('sms-chat-new-chat-dialog', SmsChatNewChatDialog);
}
