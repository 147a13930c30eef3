import {SmsChat} from '../components/sms-chat/sms-chat.js';
import {formatTime} from '../shared/dates.js';
import {define} from './define.js';

define('sms-chat', SmsChat);

// The first use of Intl in a page takes as long as a first render: better while the first answers are awaited.
globalThis.requestIdleCallback?.(() => formatTime(0, navigator.language));
