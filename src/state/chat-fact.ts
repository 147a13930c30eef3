import type {ChatErrorCode} from './api/chat-error.js';
import type {ConnectionStatus} from './model.js';

/** What the host page hears, as `sms-chat-*` events. Ids only, never texts. */
export type ChatFact =
  | {readonly type: 'unread-changed'; readonly unreadMessages: number; readonly unreadConversations: number}
  | {readonly type: 'message-sent'; readonly messageId: string; readonly conversationId: string}
  | {readonly type: 'message-received'; readonly messageId: string; readonly conversationId: string}
  | {readonly type: 'status-changed'; readonly status: ConnectionStatus}
  | {readonly type: 'signed-out'}
  | {
      readonly type: 'error';
      readonly code: ChatErrorCode;
      readonly operation: string;
      readonly retryable: boolean;
    };
