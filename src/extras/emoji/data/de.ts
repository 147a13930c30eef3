import emoji from 'emoji-picker-element-data/de/cldr/data.json';
import words from 'emoji-picker-element/i18n/de.js';
import type {EmojiData} from '../emoji-data.js';

export const data: EmojiData = {emoji, words};
