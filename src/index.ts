import './define/sms-chat.js';
import './define/sms-chat-badge.js';

export * from './elements.js';
