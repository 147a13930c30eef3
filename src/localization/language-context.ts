import {createContext} from '@lit/context';
import type {Language} from './language.js';

/** The language of an inbox, for the elements inside it. */
export const languageContext = createContext<Language>(Symbol.for('sms-chat.language'));
