/** The plain look of the lower bound, and small helpers that adapters share. */
const css = `
.chat{display:flex;width:1000px;height:700px;font:14px/20px Arial,sans-serif;color:#111;background:#fff;box-sizing:border-box}
.list{width:320px;overflow-y:auto;position:relative;border-right:1px solid #ddd;box-sizing:border-box;contain:strict;height:700px}
.conv{height:64px;padding:10px 12px;box-sizing:border-box;display:grid;grid-template-columns:1fr auto;overflow:hidden;border-bottom:1px solid #f0f0f0;width:100%;contain:strict}
.conv b,.conv span{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.conv time{font-size:11px;color:#777}
.conv i{font-style:normal;font-size:11px;color:#fff;background:#06c;border-radius:9px;padding:0 6px;justify-self:end}
.conv i:empty{visibility:hidden}
.main{flex:1;display:flex;flex-direction:column;min-width:0}
.thread{flex:1;overflow-y:auto;position:relative;min-height:0;contain:strict}
.row{display:flex;padding:3px 12px;box-sizing:border-box;width:100%}
.row.out{justify-content:flex-end}
.b{max-width:70%;padding:8px 12px;border-radius:14px;background:#eee;white-space:pre-wrap;overflow-wrap:anywhere}
.out>.b{background:#d4e8ff}
.b time{display:block;font-size:11px;line-height:14px;color:#777}
.composer{display:flex;padding:8px;gap:8px;border-top:1px solid #ddd}
.composer textarea{flex:1;resize:none;font:inherit;height:40px}
`;

const element = (name, className, ...children) => {
  const created = document.createElement(name);
  if (className) created.className = className;
  created.append(...children);
  return created;
};

export const hhmm = (time) => new Date(time).toISOString().slice(11, 16);

/** A guess of a message's height from the length of its text. */
export const estimatedHeight = (message) => 36 + 20 * Math.ceil(message.text.length / 66);

export function messageElement({dir, text, at}) {
  return element('div', `row ${dir}`, element('div', 'b', text, element('time', '', hhmm(at))));
}

const rowTemplate = () =>
  element('div', 'conv', element('b'), element('time'), element('span'), element('i'));
let conversationTemplate;

export function conversationElement(conversation) {
  conversationTemplate ??= rowTemplate();
  return patchConversation(conversationTemplate.cloneNode(true), conversation);
}

const shown = new WeakMap();

export function patchConversation(row, conversation) {
  if (shown.get(row) === conversation) return row;
  shown.set(row, conversation);
  const [name, time, preview, unread] = row.children;
  name.textContent = conversation.name;
  time.textContent = hhmm(conversation.at);
  preview.textContent = conversation.preview;
  unread.textContent = conversation.unread || '';
  return row;
}

export function shell(root) {
  const list = element('div', 'list');
  const thread = element('div', 'thread');
  const input = element('textarea');
  const composer = element('div', 'composer', input, element('button', '', 'Send'));
  const main = element('div', 'main', thread, composer);
  root.append(element('style', '', css), element('div', 'chat', list, main));
  return {list, thread, input};
}

/** The conversations with the i-th on top, which has a new message. */
export function bumped(conversations, i, preview) {
  const next = conversations.slice();
  const [conversation] = next.splice(i, 1);
  const {unread, at} = conversation;
  next.unshift({...conversation, preview, unread: unread + 1, at: at + 1e9});
  return next;
}
