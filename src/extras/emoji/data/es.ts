import emoji from 'emoji-picker-element-data/es/cldr/data.json';
import words from 'emoji-picker-element/i18n/es.js';
import type {EmojiData} from '../emoji-data.js';

export const data: EmojiData = {emoji, words};
