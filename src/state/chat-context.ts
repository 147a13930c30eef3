import {createContext} from '@lit/context';
import type {ChatStore} from './chat-store.js';

/** Carries the store itself, not its state: consumers pick what they show (chat-slice.ts). Null while there is none. */
export const chatContext = createContext<ChatStore | null>(Symbol.for('sms-chat.store'));
