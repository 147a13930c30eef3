import {html, nothing, type TemplateResult} from 'lit';
import {msg, plural} from '../../localization/language.js';
import {daysAgo, formatDate, formatTime} from '../../shared/dates.js';
import {displayBody, displayName, turnsDirection} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import type {Message, OutboxMessage} from '../../state/model.js';
import type {Link} from '../../links/links.js';
import {errorText} from '../error-text.js';
import {alertIcon, checkIcon, clockIcon, doubleCheckIcon, unknownIcon} from '../icons.js';
import {linksIn} from './link-loader.js';
import type {EdgeRow, MessageRow, OutboxRow, ThreadRow, UnreadRow} from './thread-rows.js';

/** What all rows need beyond their own data. */
export interface RowContext {
  readonly locale: string;
  readonly viewerId: string;
  readonly recipientName: string;
  /** To be called when texts can be shown with their links. */
  readonly onLinks: () => void;
}

/** What a row of the thread shows. Templates rather than elements: a thread has many rows, and they come and go. */
export function rowTemplate(row: ThreadRow, context: RowContext): TemplateResult {
  switch (row.kind) {
    case 'message':
      return message(row, context);
    case 'outbox':
      return pending(row, context);
    case 'day':
      return html`<h3 class="day" part="day"><span>${dayLabel(row.day, context.locale)}</span></h3>`;
    case 'unread':
      return html`<h3 class="day unread" part="unread-line"><span>${unreadLabel(row)}</span></h3>`;
    default:
      return edge(row);
  }
}

function message(row: MessageRow, context: RowContext): TemplateResult {
  const {message, ends, target} = row;
  const {author, campaignName, sender, delivery} = message;
  const side = message.direction === 'INBOUND' ? 'inbound' : 'outbound';
  const isOwn = author?.id === context.viewerId;
  const speaker =
    side === 'inbound'
      ? displayName(context.recipientName)
      : isOwn || !author
        ? msg('You')
        : displayName(author.displayName);
  return html`<div
    class="message ${side} ${ends ? 'ends' : ''}"
    part="message ${side} ${target ? 'target' : ''}"
    aria-current=${target ? 'true' : nothing}
  >
    <div class="bubble ${target ? 'target' : ''}" part="bubble ${side}">
      ${text(speaker, message.body, context)}
      <div class="meta">
        ${time(row.at, context.locale)}
        ${author && !isOwn ? html`<span><bdi>${displayName(author.displayName)}</bdi></span>` : nothing}
        ${
          campaignName
            ? html`<span>${msg('Campaign:')} <bdi>${displayName(campaignName)}</bdi></span>`
            : nothing
        }
        ${
          side === 'outbound' && sender
            ? html`<span class="sender"><bdi>${displayName(sender.label)}</bdi></span>`
            : nothing
        }
        ${side === 'outbound' && delivery ? deliveryState(delivery.status) : nothing}
      </div>
    </div>
    ${deliveryNote(message, row.retried)}
  </div>`;
}

function pending(row: OutboxRow, context: RowContext): TemplateResult {
  const {pending, ends} = row;
  const note = outboxNote(pending);
  const {clientMessageId} = pending;
  const isHeld = pending.state === 'held';
  return html`<div class="message outbound pending ${ends ? 'ends' : ''}" part="message outbound pending">
    <div class="bubble" part="bubble outbound pending">
      ${text(msg('You'), pending.preview, context)}
      <div class="meta">
        ${time(row.at, context.locale)}
        ${
          note
            ? html`<span class="state failed">${alertIcon}${isHeld ? msg('Not sent') : msg('Failed')}</span>`
            : html`<span class="state">${clockIcon}${msg('Sending')}</span>`
        }
      </div>
    </div>
    ${
      note
        ? html`<div class="note failed" part="note">
            <span>${note}</span>
            ${action(isHeld ? msg('Send anyway') : msg('Retry'), 'sms-chat-retry-request', {
              clientMessageId,
            })}
            ${action(msg('Edit'), 'sms-chat-edit-request', {clientMessageId})}
            ${action(msg('Discard'), 'sms-chat-discard-request', {clientMessageId})}
          </div>`
        : nothing
    }
  </div>`;
}

function text(speaker: string, body: string, {onLinks}: RowContext): TemplateResult {
  const shown = displayBody(body);
  const pieces = linksIn(shown, onLinks)?.map((piece) => (typeof piece === 'string' ? piece : link(piece)));
  return html`<span class="visually-hidden"><bdi>${speaker}</bdi>: </span>
    <p dir="auto">${pieces ?? shown}</p>
    ${turnsDirection(body) ? original(body) : nothing}`;
}

/** As other phones show it, for whoever wants to see what was left out. */
function original(body: string): TemplateResult {
  return html`<details>
    <summary>${msg('Show original')}</summary>
    <p dir="auto">${body}</p>
  </details>`;
}

/** Opens beside the page, which the other side learns nothing of. */
function link({text, href, trueHost}: Link): TemplateResult {
  return html`<a
      part="link"
      dir="ltr"
      href=${href}
      title=${href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      referrerpolicy="no-referrer"
      >${text}</a
    >${trueHost ? html` <bdi>(${trueHost})</bdi>` : nothing}`;
}

function time(at: number, locale: string): TemplateResult {
  return html`<time datetime=${new Date(at).toISOString()}>${formatTime(at, locale)}</time>`;
}

function action(label: string, type: string, detail: unknown): TemplateResult {
  const ask = (event: Event) => request(event.currentTarget!, type, detail);
  return html`<button class="link" type="button" @click=${ask}>${label}</button>`;
}

type DeliveryStatus = NonNullable<Message['delivery']>['status'];

function deliveryState(status: DeliveryStatus): TemplateResult {
  switch (status) {
    case 'QUEUED':
      return html`<span class="state">${clockIcon}${msg('Queued')}</span>`;
    case 'SENT':
      return html`<span class="state">${checkIcon}${msg('Sent')}</span>`;
    case 'DELIVERED':
      return html`<span class="state delivered">${doubleCheckIcon}${msg('Delivered')}</span>`;
    case 'FAILED':
      return html`<span class="state failed">${alertIcon}${msg('Failed')}</span>`;
    default:
      return html`<span class="state unknown">${unknownIcon}${msg('Unknown')}</span>`;
  }
}

function deliveryNote(message: Message, retried: boolean): TemplateResult | typeof nothing {
  const {delivery} = message;
  if (delivery?.status === 'UNKNOWN') {
    const why = msg(
      'It may have arrived or not: the server lost track of it. It is not sent again by itself.',
    );
    return html`<div class="note" part="note"><span>${why}</span></div>`;
  }
  if (delivery?.status !== 'FAILED') return nothing;
  return html`<div class="note failed" part="note">
    <span><bdi>${failureOf(delivery)}</bdi></span>
    ${
      retried
        ? html`<span class="muted">${msg('Sent again')}</span>`
        : delivery.retryable
          ? action(msg('Retry'), 'sms-chat-resend-request', {message})
          : nothing
    }
  </div>`;
}

/** Why the carrier did not deliver a message that failed. */
export function failureOf({reason}: NonNullable<Message['delivery']>): string {
  return reason ? displayBody(reason) : msg('It could not be delivered.');
}

/** Why a message waits for the agent; null while it is on its way. */
export function outboxNote({state, heldBecause, error}: OutboxMessage): string | null {
  if (state === 'queued' || state === 'sending') return null;
  if (heldBecause === 'conversation-changed') return msg('Someone else has answered since.');
  if (heldBecause === 'too-old') return msg('It has waited so long that it may be out of date.');
  if (heldBecause === 'previous-refused') return msg('The message before it was not sent.');
  return error ? errorText(error) : msg('It could not be sent.');
}

function edge({kind, state}: EdgeRow): TemplateResult {
  if (state === 'none') return html`<div class="edge"></div>`;
  if (state === 'loading') {
    const label = kind === 'older' ? msg('Loading older messages') : msg('Loading newer messages');
    return html`<div class="edge"><span class="spinner"></span><span>${label}</span></div>`;
  }
  const label =
    kind === 'older'
      ? msg('Older messages could not be loaded.')
      : msg('Newer messages could not be loaded.');
  return html`<div class="edge">
    <span>${label}</span> ${action(msg('Try again'), `sms-chat-load-${kind}-request`, undefined)}
  </div>`;
}

function unreadLabel({count}: UnreadRow): string {
  if (count === null) return msg('New messages');
  return plural(msg('{n, plural, one {# new message} other {# new messages}}'), count);
}

function dayLabel(day: number, locale: string): string {
  const days = daysAgo(day);
  if (days === 0) return msg('Today');
  if (days === 1) return msg('Yesterday');
  const isThisYear = new Date(day).getFullYear() === new Date().getFullYear();
  return formatDate(day, locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : {year: 'numeric'}),
  });
}

/** Height to reckon with until a row has been measured. */
export function estimateHeight(row: ThreadRow): number {
  if (row.kind !== 'message' && row.kind !== 'outbox') return 40;
  const body = row.kind === 'message' ? row.message.body : row.pending.preview;
  const lines = Math.ceil(body.length / 72) + body.split('\n').length - 1;
  return lines * 20 + 36 + (row.ends ? 12 : 3);
}
