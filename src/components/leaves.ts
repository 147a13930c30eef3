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

/**
 * Registers the elements inside the inbox, which are not for use by pages, but for its dialogs (load-dialogs.ts).
 * Importing this module registers nothing.
 */
export function defineLeaves(): void {
  define('sms-chat-composer', SmsChatComposer);
  define('sms-chat-connection-notice', SmsChatConnectionNotice);
  define('sms-chat-conversation-list', SmsChatConversationList);
  define('sms-chat-list-pane', SmsChatListPane);
  define('sms-chat-list-toolbar', SmsChatListToolbar);
  define('sms-chat-menu', SmsChatMenu);
  define('sms-chat-message-list', SmsChatMessageList);
  define('sms-chat-template-picker', SmsChatTemplatePicker);
  define('sms-chat-thread-header', SmsChatThreadHeader);
  define('sms-chat-thread-pane', SmsChatThreadPane);
  define('sms-chat-toast', SmsChatToast);
}
