import {css} from 'lit';

/**
 * For what a server renders, which cannot know how wide the element will be: by the window, until the element is at work
 * and goes by its own width.
 */
export const serverStyles = css`
  @media (max-width: 639.9px) {
    .root {
      grid-template-columns: minmax(0, 1fr);
    }

    :host([conversation-id]) sms-chat-list-pane[defer-hydration],
    :host(:not([conversation-id])) sms-chat-thread-pane[defer-hydration] {
      display: none;
    }
  }
`;
