import emoji from 'emoji-picker-element-data/zh/emojibase/data.json';
import words from 'emoji-picker-element/i18n/zh_CN.js';
import type {EmojiData} from '../emoji-data.js';

export const data: EmojiData = {emoji, words};
