import {h} from '../dom.js';
import {HandsetPanel} from '../handset-panel.js';

/** What a page can switch on. */
const EXTRAS = {notifications: true, sounds: true, shortcuts: true, emoji: true, copying: true};

/**
 * The inbox fills the page. Its open thread is in the address, so that it can be linked to and survives a reload.
 *
 * @param {import('../session.js').Session} session
 */
export function inboxPage(session) {
  const chat = h('sms-chat', {endpoint: '/graphql', ...EXTRAS});
  chat.auth = session.auth;
  const panel = new HandsetPanel(async (conversationId) => {
    const {smsConversation} = await session.query(
      `{ smsConversation(id: ${JSON.stringify(conversationId)}) { address formattedAddress contact { displayName } } }`,
    );
    return smsConversation;
  });
  chat.addEventListener('sms-chat-conversation-changed', ({detail}) => {
    const search = detail.conversationId
      ? `?${new URLSearchParams({conversation: detail.conversationId})}`
      : '';
    // Replaced, not pushed: going back should leave the inbox, not step through every thread that was looked at.
    history.replaceState(null, '', `#/sms-chat${search}`);
    panel.follow(detail.conversationId);
  });
  return {
    title: 'SMS Chat',
    element: h(
      'div',
      {class: 'page inbox-page'},
      h('h1', {class: 'visually-hidden'}, 'SMS Chat'),
      chat,
      panel.element,
    ),
    update(parameters) {
      const id = parameters.get('conversation');
      if (!id) return;
      chat.setAttribute('conversation-id', id);
      panel.follow(id);
    },
    leave: () => panel.destroy(),
  };
}
