/** The practical lower bound: hand-written DOM without features, of which only what is in view is there. */
import {
  bumped,
  conversationElement,
  estimatedHeight,
  messageElement,
  patchConversation,
  shell,
} from './_ui.js';
import {FixedWindow, ThreadWindow} from './_window.js';

let ui;
let thread;
let list;

export default {
  kind: 'bound',
  label: 'vanilla window (lower bound)',
  windows: true,
  mount(root, {convs, msgs}) {
    ui = shell(root);
    list = new FixedWindow(ui.list, {create: conversationElement, patch: patchConversation, height: 64});
    thread = new ThreadWindow(ui.thread, {create: messageElement, estimate: estimatedHeight});
    list.set(convs);
    thread.set(msgs);
  },
  openThread: (msgs) => thread.set(msgs),
  append: (msgs) => thread.append(msgs),
  prepend: (msgs) => thread.prepend(msgs),
  setConversations: (convs) => list.set(convs),
  bumpConversation: (i, preview) => list.set(bumped(list.items, i, preview)),
  thread: () => ui.thread,
  rows: () => thread.box.children,
  list: () => ui.list,
  listRows: () => list.box.children,
  input: () => ui.input,
};
