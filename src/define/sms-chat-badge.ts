import {SmsChatBadge} from '../components/sms-chat-badge/sms-chat-badge.js';
import {define} from './define.js';

define('sms-chat-badge', SmsChatBadge);
