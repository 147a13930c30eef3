import {SmsChat} from '../components/sms-chat/sms-chat.js';
import {define} from './define.js';

define('sms-chat', SmsChat);
