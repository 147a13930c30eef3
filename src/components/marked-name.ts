import {html, type TemplateResult} from 'lit';
import {msg} from '../localization/language.js';
import {displayName, mixesAlphabets} from '../shared/display-text.js';
import {alertIcon} from './icons.js';

/** A name as it is shown, with a mark where it may pose as another: before it, since the end of a long one is out of sight. */
export function markedName(name: string): TemplateResult | string {
  const shown = displayName(name);
  if (!mixesAlphabets(name)) return shown;
  const text = msg('Mixed alphabets: may not be who it seems.');
  return html`<span class="mixed" role="img" aria-label=${text} title=${text}>${alertIcon}</span> ${shown}`;
}
