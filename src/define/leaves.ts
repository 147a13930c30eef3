/** The elements inside the inbox: not for use by pages. */
import {SmsChatMenu} from '../components/menu/menu.js';
import {define} from './define.js';

define('sms-chat-menu', SmsChatMenu);
