import 'sms-chat-elements/hydrate';

const find = (selector) => document.querySelector(selector);
const inbox = find('sms-chat');
let sent = 0;

for (const element of document.querySelectorAll('sms-chat, sms-chat-badge')) element.auth = signIn;

inbox.addEventListener(
  'sms-chat-unread-changed',
  ({detail}) => (find('#unread').value = detail.unreadMessages),
);
inbox.addEventListener('sms-chat-message-sent', () => (find('#sent').value = ++sent));
inbox.addEventListener('sms-chat-before-send', (event) => {
  if (find('#hold').checked) event.preventDefault();
});

find('#write').addEventListener('click', () => inbox.open({address: '0491 570 006'}));
find('#show').addEventListener('change', ({target}) =>
  target.checked ? find('main').append(inbox) : inbox.remove(),
);

/** The demo host gives a token to anybody; yours asks who it is. */
async function signIn() {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: '{}',
  });
  return {token: (await response.json()).token};
}
