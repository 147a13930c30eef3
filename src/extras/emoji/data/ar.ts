import words from 'emoji-picker-element/i18n/ar.js';
import type {EmojiData} from '../emoji-data.js';
import {data as english} from './en.js';

/** No names of emoji in Arabic come with the data: they are looked up by the English ones. */
export const data: EmojiData = {emoji: english.emoji, words};
