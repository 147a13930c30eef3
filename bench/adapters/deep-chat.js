/** Thread and composer only: it has no list, and loads older messages by its own scrolling alone. */
import 'deep-chat';

let host;
let chat;

const toMessage = ({dir, text}) => ({role: dir === 'out' ? 'user' : 'ai', text});

/** Another thread is another element with its history. */
function show(history) {
  chat?.remove();
  chat = document.createElement('deep-chat');
  chat.style.cssText = 'width:680px;height:700px;display:block;border:0';
  Object.assign(chat, {demo: true, history});
  host.append(chat);
}

const inside = (selector) => chat.shadowRoot.querySelector(selector);

export default {
  kind: 'peer',
  label: 'deep-chat',
  prep: {msgs: (messages) => messages.map(toMessage), convs: (conversations) => conversations},
  mount(root, {msgs}) {
    host = root;
    show(msgs);
  },
  openThread: show,
  append: (messages) => messages.forEach((message) => chat.addMessage(message)),
  thread: () => inside('#messages'),
  rows: () => chat.shadowRoot.querySelectorAll('.outer-message-container'),
  input: () => inside('#text-input'),
};
