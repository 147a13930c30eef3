/** The classes of both public elements; importing this module registers nothing. */
export {SmsChat} from './components/sms-chat/sms-chat.js';
export {SmsChatBadge} from './components/sms-chat-badge/sms-chat-badge.js';
export type {Texts} from './localization/language.js';
