import {define} from '../define/define.js';
import {SmsChatComposer} from './composer/composer.js';
import {SmsChatConnectionNotice} from './connection-notice/connection-notice.js';
import {SmsChatConversationList} from './conversation-list/conversation-list.js';
import {SmsChatListPane} from './list-pane/list-pane.js';
import {SmsChatListToolbar} from './list-toolbar/list-toolbar.js';
import {SmsChatMenu} from './menu/menu.js';
import {SmsChatMessageList} from './message-list/message-list.js';
import {SmsChatTemplatePicker} from './template-picker/template-picker.js';
import {SmsChatThreadHeader} from './thread-header/thread-header.js';
import {SmsChatThreadPane} from './thread-pane/thread-pane.js';
import {SmsChatToast} from './toast/toast.js';

/** The elements inside the inbox, which are not for use by pages, but for its dialogs (with-dialogs.ts). */
export const leaves = {
  'sms-chat-composer': SmsChatComposer,
  'sms-chat-connection-notice': SmsChatConnectionNotice,
  'sms-chat-conversation-list': SmsChatConversationList,
  'sms-chat-list-pane': SmsChatListPane,
  'sms-chat-list-toolbar': SmsChatListToolbar,
  'sms-chat-menu': SmsChatMenu,
  'sms-chat-message-list': SmsChatMessageList,
  'sms-chat-template-picker': SmsChatTemplatePicker,
  'sms-chat-thread-header': SmsChatThreadHeader,
  'sms-chat-thread-pane': SmsChatThreadPane,
  'sms-chat-toast': SmsChatToast,
};

/** Registers them. Importing this module registers nothing. */
export function defineLeaves(): void {
  for (const [tag, constructor] of Object.entries(leaves)) define(tag, constructor);
}
