import {css} from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
    display: block;
  }

  .composer {
    background: var(--_background);
    border-block-start: 1px solid var(--_border);
    display: grid;
    gap: 6px;
    /* A column as narrow as the element, whatever is in it. */
    grid-template-columns: minmax(0, 1fr);
    padding: var(--_space) calc(1.5 * var(--_space));
  }

  .from,
  .tools,
  .counting {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }

  .from label,
  .hint,
  .preview h3 {
    color: var(--_color-muted);
    font-size: var(--_font-size-small);
  }

  select {
    background: transparent;
    border-color: transparent;
    field-sizing: content;
    font-weight: 500;
    margin-inline-start: -4px;
    max-width: 100%;
    min-height: 28px;
    padding: 2px 4px;
    text-overflow: ellipsis;
  }

  option {
    background: var(--_background);
    color: var(--_color);
  }

  select:hover {
    background: var(--_background-hover);
  }

  .box {
    background: var(--_background);
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 1.25);
  }

  .box:focus-within {
    border-color: var(--_accent);
  }

  .box:has(textarea:focus-visible) {
    outline: 1px solid var(--_accent);
  }

  /* The text stands once more behind the field, unseen, and gives it its height: no measuring while one types. */
  .grower {
    display: grid;
  }

  .grower::after {
    content: attr(data-text) ' ';
    visibility: hidden;
    white-space: pre-wrap;
  }

  .grower::after,
  textarea {
    border: 0;
    grid-area: 1 / 1;
    /* In a low inbox, such as at 200 %, Send stays in view. */
    max-height: min(8lh + 18px, 25cqh, 50cqh - 130px);
    min-height: calc(2lh + 12px);
    min-width: 0;
    overflow: hidden;
    overflow-wrap: anywhere;
    padding: 10px 12px 2px;
  }

  textarea {
    background: transparent;
    overflow-y: auto;
    overscroll-behavior: contain;
    resize: none;
    width: 100%;
  }

  /* The frame around it shows the focus. */
  textarea:focus-visible {
    outline: none;
  }

  .tools {
    gap: 4px;
    padding: 4px;
  }

  .send {
    margin-inline-start: auto;
  }

  .send:dir(rtl) svg {
    transform: scaleX(-1);
  }

  /* Stays in view where the rest scrolls. */
  .counting {
    background: inherit;
    color: var(--_color-muted);
    font-size: var(--_font-size-small);
    inset-block-end: calc(-1 * var(--_space));
    min-height: 24px;
    padding-inline: 4px;
    position: sticky;
  }

  .counter {
    font-variant-numeric: tabular-nums;
    margin-inline-start: auto;
  }

  .counter.over,
  .reason.text {
    color: var(--_danger);
  }

  .reason {
    display: flex;
    gap: 6px;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .reason.standing {
    background: var(--_warning-background);
    border-radius: var(--_radius);
    padding: 8px 10px;
  }

  .reason.standing svg {
    color: var(--_warning);
  }

  .reason span {
    min-width: 0;
  }

  .preview {
    background: var(--_background-subtle);
    border-radius: var(--_radius);
    max-height: min(4lh + 32px, 15cqh);
    overflow-y: auto;
    padding: 4px 10px 6px;
  }

  .preview h3,
  .preview p {
    margin: 0;
  }

  .preview h3 {
    font-weight: 500;
  }

  .preview p {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  /* Header and messages keep some room on a phone that lies on its side. Only there, since it cuts off what stands out. */
  @container (max-height: 30rem) {
    .composer {
      max-height: max(11rem, 100cqh - 7.5rem);
      overflow-y: auto;
    }
  }

  /* Icons alone: the words stay as the names of the buttons. */
  @container (max-width: 419px) {
    sms-chat-template-picker::part(templates-label),
    sms-chat-menu::part(menu-label) {
      clip-path: inset(50%);
      height: 1px;
      overflow: hidden;
      position: absolute;
      width: 1px;
    }
  }

  @media (pointer: coarse) {
    .grower::after {
      /* As large as the field, which grows to 16px there. */
      font-size: max(16px, var(--_font-size));
    }

    .grower::after,
    textarea,
    select {
      min-height: 44px;
    }
  }
`;
