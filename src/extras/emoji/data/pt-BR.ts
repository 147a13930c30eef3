import emoji from 'emoji-picker-element-data/pt/cldr/data.json';
import words from 'emoji-picker-element/i18n/pt_BR.js';
import type {EmojiData} from '../emoji-data.js';

export const data: EmojiData = {emoji, words};
