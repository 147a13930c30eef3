import emoji from 'emoji-picker-element-data/fr/emojibase/data.json';
import words from 'emoji-picker-element/i18n/fr.js';
import type {EmojiData} from '../emoji-data.js';

export const data: EmojiData = {emoji, words};
