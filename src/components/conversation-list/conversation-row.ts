import {html, nothing, type TemplateResult} from 'lit';
import {msg, number, plural} from '../../localization/language.js';
import {formatListDate} from '../../shared/dates.js';
import {displayBody, displayName} from '../../shared/display-text.js';
import type {Conversation, Draft, LastMessage, OutboxMessage} from '../../state/model.js';
import {alertIcon, clockIcon} from '../icons.js';
import {markedName} from '../marked-name.js';

/** What one row shows. */
export interface ConversationRow {
  readonly conversation: Conversation;
  readonly draft: Draft | undefined;
  readonly outbox: readonly OutboxMessage[];
  readonly isSelected: boolean;
  readonly hasTabStop: boolean;
  readonly viewerId: string;
  readonly locale: string;
}

interface Preview {
  readonly kind: 'message' | 'draft' | 'pending' | 'trouble';
  /** Who or what it is from, before the text. */
  readonly prefix: string;
  readonly text: string;
}

/** Longer than any row shows: what does not fit would only cost layout. */
const PREVIEW_LENGTH = 160;

export function renderConversationRow(row: ConversationRow): TemplateResult {
  const {conversation, isSelected, locale} = row;
  const {unreadCount, contact, formattedAddress} = conversation;
  const preview = previewOf(row);
  const states = `${isSelected ? ' selected' : ''}${unreadCount > 0 ? ' unread' : ''}`;
  // In the order in which it is read aloud; the grid puts it in the order in which it is seen.
  return html`<button
    type="button"
    class="row${states}"
    part="row${states}"
    value=${conversation.id}
    tabindex=${row.hasTabStop ? 0 : -1}
    aria-current=${isSelected ? 'true' : nothing}
  >
    <bdi class="name">${markedName(contact?.displayName ?? formattedAddress)}${separator}</bdi>
    ${unreadCount > 0 ? renderUnread(unreadCount) : nothing}
    <span class="preview ${preview.kind}">
      ${preview.kind === 'pending' ? clockIcon : preview.kind === 'trouble' ? alertIcon : nothing}
      ${preview.prefix ? html`<b><bdi>${preview.prefix}</bdi></b>` : nothing}
      <bdi class="text">${preview.text}${separator}</bdi>
    </span>
    <time dir="auto" datetime=${conversation.lastActivityAt}
      >${formatListDate(conversation.lastActivityAt, locale)}</time
    >
  </button>`;
}

/** Heard and not seen: without it, a row would be read as one long sentence. */
const separator = html`<span class="separator">,</span>`;

function renderUnread(count: number): TemplateResult {
  const text = msg('{n, plural, one {# unread message} other {# unread messages}}');
  return html`<span class="unread-count">
    <span class="badge" part="unread-count" aria-hidden="true"
      >${count > 99 ? `${number(99)}+` : number(count)}</span
    >
    <span class="separator">${plural(text, count)},</span>
  </span>`;
}

/** What the agent still has to see to comes before what was said last. */
function previewOf({conversation, draft, outbox, isSelected, viewerId}: ConversationRow): Preview {
  const stuck = outbox.find(({state}) => state === 'refused' || state === 'held');
  if (stuck) return preview('trouble', msg('Not sent:'), stuck.preview);
  // The draft of the open thread is in view already, and would flicker here with each key.
  if (draft?.body.trim() && !isSelected) return preview('draft', msg('Draft:'), draft.body);
  const pending = outbox[outbox.length - 1];
  if (pending) return preview('pending', msg('You:'), pending.preview);
  const last = conversation.lastMessage;
  if (!last) return preview('message', '', msg('No messages yet'));
  if (last.delivery?.status === 'FAILED') return preview('trouble', msg('Failed:'), last.body);
  return preview('message', senderPrefix(last, viewerId), last.body);
}

function preview(kind: Preview['kind'], prefix: string, body: string): Preview {
  return {kind, prefix, text: displayBody(body.slice(0, PREVIEW_LENGTH)).replace(/\s+/g, ' ').trim()};
}

function senderPrefix({direction, author, campaignName}: LastMessage, viewerId: string): string {
  if (direction === 'INBOUND') return '';
  if (author) return author.id === viewerId ? msg('You:') : `${displayName(author.displayName)}:`;
  return campaignName ? `${displayName(campaignName)}:` : '';
}
