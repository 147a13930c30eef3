import {formatAddress, formatNumber, h, plural} from '../dom.js';

const FORM_QUERY = `{
  smsService { mergeSyntax { open close fallback } counting { maxParts } }
  smsSenders { id label kind address status statusReason canReceiveReplies isDefault }
  smsMergeFields { key label example }
}`;

/** A message to everybody on a list.  @param {import('../session.js').Session} session @param {() => void} onSent */
export function campaignsPage(session, onSent) {
  const card = h('div', {class: 'card campaign'}, h('p', {class: 'muted'}, 'Loading…'));
  Promise.all([
    session.request('/api/lists'),
    session.query(FORM_QUERY),
    // Only this page needs the counting modules.
    import('../part-estimate.js'),
  ]).then(
    ([lists, host, {estimateParts}]) =>
      card.replaceChildren(new CampaignForm({session, lists, host, estimateParts, onSent}).element),
    (error) => card.replaceChildren(h('p', {class: 'error', role: 'alert'}, error.message)),
  );
  return {
    title: 'Campaigns',
    element: h(
      'div',
      {class: 'page'},
      h(
        'div',
        {class: 'page-head'},
        h('h1', {}, 'New campaign'),
        h(
          'p',
          {class: 'muted'},
          'One text to everybody on a list. Replies arrive in each person’s own thread in SMS Chat.',
        ),
      ),
      card,
    ),
  };
}

class CampaignForm {
  /** What the form is made of, for another one after it. */
  #setup;
  /** Kept until something is changed: sending the same again after a lost answer sends nothing twice. */
  #id = crypto.randomUUID();
  #name = h('input', {name: 'name', required: true, maxLength: 80, autocomplete: 'off'});
  #list;
  #sender;
  #body = h('textarea', {name: 'body', rows: 6, required: true, maxLength: 1600});
  #estimate = h('output', {class: 'muted'});
  #senderNote = h('span', {class: 'muted'});
  #error = h('p', {class: 'error', role: 'alert', hidden: true});
  #review = h('button', {class: 'primary'}, 'Review and send');

  constructor(setup) {
    this.#setup = setup;
    const {lists, host} = setup;
    this.#list = h(
      'select',
      {name: 'listId'},
      ...lists.map(({id, name, size}) => h('option', {value: id}, `${name} (${formatNumber(size)})`)),
    );
    this.#sender = h('select', {name: 'senderId'}, ...host.smsSenders.map(senderOption));
    this.#sender.addEventListener('change', () => this.#describe());
    this.#list.addEventListener('change', () => this.#describe());
    this.#body.addEventListener('input', () => this.#describe());
    this.element = h(
      'form',
      {onsubmit: (event) => this.#confirm(event), oninput: () => (this.#id = crypto.randomUUID())},
      field('Name', this.#name, 'Shown beside the message in SMS Chat; recipients do not see it.'),
      h(
        'div',
        {class: 'field-pair'},
        field('List', this.#list),
        field('From', this.#sender, this.#senderNote),
      ),
      field('Message', this.#body, this.#estimate),
      this.#mergeFieldHelp(),
      this.#error,
      h('div', {class: 'actions'}, this.#review),
    );
    this.#describe();
  }

  #mergeFieldHelp() {
    const {open, close, fallback} = this.#setup.host.smsService.mergeSyntax;
    const insert = (key) => () => {
      const {selectionStart, selectionEnd} = this.#body;
      this.#body.setRangeText(open + key + close, selectionStart, selectionEnd, 'end');
      this.#body.focus();
      this.#body.dispatchEvent(new Event('input', {bubbles: true}));
    };
    return h(
      'fieldset',
      {class: 'merge-fields'},
      h('legend', {}, 'Merge fields'),
      ...this.#setup.host.smsMergeFields.map(({key, label}) =>
        h('button', {type: 'button', class: 'chip', onclick: insert(key)}, label),
      ),
      h(
        'p',
        {class: 'muted'},
        `${open}first_name${fallback}there${close} says “there” where a contact has no first name. Without such a fallback, contacts that lack the value are left out.`,
      ),
    );
  }

  get #chosenList() {
    return this.#setup.lists.find(({id}) => id === this.#list.value);
  }

  #describe() {
    const {smsSenders, smsMergeFields, smsService} = this.#setup.host;
    const sender = smsSenders.find(({id}) => id === this.#sender.value);
    this.#senderNote.textContent = sender.canReceiveReplies ? '' : 'Nobody can reply to this sender.';
    const {characters, parts, forcedBy, unknown} = this.#setup.estimateParts(
      this.#body.value,
      smsMergeFields,
      smsService.mergeSyntax,
    );
    const words = [`Characters: ${characters} · Message parts: about ${parts} each`];
    if (forcedBy.length > 0) words.push(`Unicode because of ${forcedBy.slice(0, 3).join(' ')}`);
    if (unknown.length > 0) words.push(`No such merge field: ${unknown.join(', ')}`);
    if (parts > smsService.counting.maxParts)
      words.push(`At most ${smsService.counting.maxParts} are allowed`);
    this.#estimate.textContent = words.join(' · ');
    this.#review.disabled = unknown.length > 0 || parts > smsService.counting.maxParts;
    return parts;
  }

  #confirm(event) {
    event.preventDefault();
    this.#error.hidden = true;
    const {name, size} = this.#chosenList;
    const parts = this.#describe();
    const dialog = h(
      'dialog',
      {'aria-labelledby': 'confirm-title', onclose: () => dialog.remove()},
      h('h2', {id: 'confirm-title'}, `Send to ${plural(size, 'person', 'people')}?`),
      h(
        'p',
        {},
        `“${this.#name.value}” goes to the list ${name}, about ${plural(size * parts, 'message part')} in all. People who opted out are left out.`,
      ),
      h(
        'div',
        {class: 'actions'},
        h('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel'),
        h(
          'button',
          {type: 'button', class: 'primary', onclick: () => (dialog.close(), this.#send())},
          'Send',
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  async #send() {
    this.#review.disabled = true;
    const values = Object.fromEntries(new FormData(this.element));
    try {
      const result = await this.#setup.session.request('/api/campaigns', {...values, id: this.#id});
      this.#setup.onSent();
      this.element.replaceWith(this.#resultOf(result));
    } catch (error) {
      this.#error.textContent = error.message;
      this.#error.hidden = false;
      this.element.elements.namedItem(error.field)?.focus();
      this.#review.disabled = false;
    }
  }

  #resultOf({name, recipients, skippedOptedOut, skippedMissingValue, parts}) {
    const again = () => result.replaceWith(new CampaignForm(this.#setup).element);
    const left = [
      skippedOptedOut > 0 && `${plural(skippedOptedOut, 'person', 'people')} had opted out.`,
      skippedMissingValue > 0 &&
        `${plural(skippedMissingValue, 'person', 'people')} lacked a value for a merge field.`,
    ].filter(Boolean);
    const result = h(
      'div',
      {role: 'status'},
      h('h2', {}, `“${name}” is on its way`),
      h('p', {}, `To ${plural(recipients, 'person', 'people')}, ${plural(parts, 'message part')} in all.`),
      left.length > 0 && h('p', {class: 'muted'}, `Left out: ${left.join(' ')}`),
      h(
        'div',
        {class: 'actions'},
        h('a', {class: 'button', href: '#/sms-chat'}, 'Open SMS Chat'),
        h('button', {type: 'button', onclick: again}, 'Another campaign'),
      ),
    );
    return result;
  }
}

function senderOption({id, label, address, status, statusReason, isDefault}) {
  const words = [
    label,
    address && address !== label && formatAddress(address),
    status !== 'READY' && (statusReason ?? 'not ready'),
  ];
  return h(
    'option',
    {value: id, selected: isDefault, disabled: status !== 'READY'},
    words.filter(Boolean).join(' · '),
  );
}

let fields = 0;

/** A control under its label, described by its note. @param {string} label @param {HTMLElement} control @param {Node | string} [note] */
function field(label, control, note) {
  control.id = `field-${++fields}`;
  const noteId = `${control.id}-note`;
  if (note) control.setAttribute('aria-describedby', noteId);
  return h(
    'div',
    {class: 'field'},
    h('label', {class: 'field-label', htmlFor: control.id}, label),
    control,
    note && h('div', {class: 'note', id: noteId}, note),
  );
}
