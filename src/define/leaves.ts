/** The elements inside the inbox: not for use by pages. */
import {SmsChatAddContactDialog} from '../components/add-contact-dialog/add-contact-dialog.js';
import {SmsChatComposer} from '../components/composer/composer.js';
import {SmsChatConnectionNotice} from '../components/connection-notice/connection-notice.js';
import {SmsChatConversationList} from '../components/conversation-list/conversation-list.js';
import {SmsChatListToolbar} from '../components/list-toolbar/list-toolbar.js';
import {SmsChatMenu} from '../components/menu/menu.js';
import {SmsChatMessageList} from '../components/message-list/message-list.js';
import {SmsChatNewChatDialog} from '../components/new-chat-dialog/new-chat-dialog.js';
import {SmsChatTemplatePicker} from '../components/template-picker/template-picker.js';
import {SmsChatThreadHeader} from '../components/thread-header/thread-header.js';
import {SmsChatToast} from '../components/toast/toast.js';
import {define} from './define.js';

define('sms-chat-add-contact-dialog', SmsChatAddContactDialog);
define('sms-chat-composer', SmsChatComposer);
define('sms-chat-connection-notice', SmsChatConnectionNotice);
define('sms-chat-conversation-list', SmsChatConversationList);
define('sms-chat-list-toolbar', SmsChatListToolbar);
define('sms-chat-menu', SmsChatMenu);
define('sms-chat-message-list', SmsChatMessageList);
define('sms-chat-new-chat-dialog', SmsChatNewChatDialog);
define('sms-chat-template-picker', SmsChatTemplatePicker);
define('sms-chat-thread-header', SmsChatThreadHeader);
define('sms-chat-toast', SmsChatToast);
