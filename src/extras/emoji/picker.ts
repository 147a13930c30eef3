import PickerElement from 'emoji-picker-element/picker.js';
import {loadEmojiData} from './emoji-data.js';
import {EmojiIndex} from './emoji-index.js';
import type {EmojiMemory} from './emoji-memory.js';

const TAG = 'sms-chat-emoji-picker';

/** In the look of the inbox: after the styles of the picker, so that they count. */
const LOOK = `:host {
  --background: transparent;
  --border-color: var(--_border);
  --border-size: 0;
  --button-active-background: var(--_background-selected);
  --button-hover-background: var(--_background-hover);
  --category-emoji-padding: 5px;
  --category-emoji-size: 20px;
  --category-font-color: var(--_color-muted);
  --category-font-size: var(--_font-size-small);
  --emoji-padding: 7px;
  --emoji-size: 24px;
  --indicator-color: var(--_accent);
  --input-border-color: var(--_control-border);
  --input-border-radius: var(--_radius);
  --input-font-color: var(--_color);
  --input-font-size: var(--_font-size);
  --input-line-height: 1.43;
  --input-padding: 5px 8px;
  --input-placeholder-color: var(--_color-muted);
  --outline-color: var(--_accent);
  color-scheme: inherit;
  flex: 0 1 380px;
  height: auto;
  min-height: 0;
}
.skintone-button-wrapper, .skintone-list { --background: var(--_background); }
.favorites { border-block-start: 1px solid var(--border-color); }
.emoji, button.emoji { border-radius: calc(var(--_radius) - 2px); }
@media (max-width: 359px) { :host { --num-columns: 7; } }
@media (pointer: coarse) {
  :host { --emoji-padding: 9px; --input-font-size: max(16px, var(--_font-size)); --input-padding: 10px 8px; --num-columns: 7; }
}
@media (pointer: coarse) and (max-width: 359px) { :host { --num-columns: 6; } }
@media (forced-colors: active) {
  .emoji.active, [aria-selected='true'] .nav-emoji { outline: 2px solid Highlight; outline-offset: -2px; }
}`;

class SmsChatEmojiPicker extends PickerElement {}

/**
 * The picker of emoji-picker-element, as changed by scripts/build/emoji.mjs to live under any policy of a page; with its
 * data from this package. Fires `emoji-click`.
 *
 * @param locale As in BCP 47.
 * @throws Where the data of the language cannot be loaded.
 */
export async function createPicker(locale: string, memory: EmojiMemory): Promise<HTMLElement> {
  const {emoji, words} = await loadEmojiData(locale);
  if (!customElements.get(TAG)) customElements.define(TAG, SmsChatEmojiPicker);
  const Picker = customElements.get(TAG) as new (options: object) => HTMLElement;
  const database = new EmojiIndex(locale, emoji, memory);
  const picker = new Picker({locale, dataSource: database.dataSource, i18n: words, database});
  const look = new CSSStyleSheet();
  look.replaceSync(LOOK);
  picker.shadowRoot!.adoptedStyleSheets.push(look);
  return picker;
}
