import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {contactWith, conversationWith, senderWith, service} from '../helpers/data.js';
import type {Draft, MergeField} from '../../src/state/model.js';
import type {SmsChatComposer} from '../../src/components/composer/composer.js';
import '../../src/define/leaves.js';

const mergeFields: readonly MergeField[] = [
  {key: 'first_name', label: 'First name'},
  {key: 'clinic', label: 'Clinic'},
];
const desk = senderWith({id: 'desk', label: 'Front desk'});
const business = senderWith({
  id: 'business',
  label: 'RiverDental',
  kind: 'ALPHANUMERIC',
  canReceiveReplies: false,
});
const pending = senderWith({
  id: 'pending',
  label: 'Mobile',
  status: 'PENDING',
  statusReason: 'being verified',
});

async function composerFixture(parts: Partial<SmsChatComposer> = {}) {
  const composer = await fixture<SmsChatComposer>(html`<sms-chat-composer></sms-chat-composer>`);
  const conversation = conversationWith();
  Object.assign(composer, {conversation, service, mergeFields, senders: [desk, business, pending], ...parts});
  await composer.updateComplete;
  const root = composer.shadowRoot!;
  const sent: unknown[] = [];
  composer.addEventListener('sms-chat-send-request', (event) => sent.push((event as CustomEvent).detail));
  return {
    composer,
    root,
    sent,
    field: () => root.querySelector('textarea')!,
    from: () => root.querySelector('select')!,
    send: () => root.querySelector<HTMLButtonElement>('[part=send-button]')!,
    counter: () => root.querySelector('[role=status]')!.textContent,
    reason: () => root.getElementById(send(root).getAttribute('aria-describedby') ?? '')?.textContent?.trim(),
    text: () => root.querySelector('.counting')!.textContent.replace(/\s+/g, ' ').trim(),
    button: (name: string) =>
      [...root.querySelectorAll('button')].find((button) => button.textContent.trim() === name),
    async type(text: string) {
      composer.focus();
      await sendKeys({type: text});
      await composer.updateComplete;
    },
  };
}

const send = (root: ShadowRoot) => root.querySelector('[part=send-button]')!;
const draftOf = (body: string, senderId: string | null = null): Draft => ({body, senderId});

describe('composer', () => {
  describe('a draft that another tab has changed', () => {
    const theirs = (body: string): Draft => ({...draftOf(body), isEditedElsewhere: true});

    it('says so until it is changed here', async () => {
      const {composer, root, type} = await composerFixture({draft: draftOf('Hi')});
      const said = () => root.textContent.includes('This draft was edited in another tab.');
      expect(said()).to.equal(false);
      composer.draft = theirs('Hi Jane');
      await composer.updateComplete;
      expect(said()).to.equal(true);
      expect(root.querySelector('[aria-live=polite]')!.textContent).to.contain('edited in another tab');
      let changed: Draft | null = null;
      composer.addEventListener('sms-chat-draft-change', (event) => {
        changed = (event as CustomEvent<{draft: Draft}>).detail.draft;
      });
      await type('!');
      expect(changed).to.deep.equal(draftOf('Hi Jane!'));
      expect(root.querySelector('.hint + .hint, p.hint')).to.equal(null);
    });

    it('takes no focus, and leaves the caret where it is', async () => {
      const {composer, field} = await composerFixture({draft: draftOf('Hi Jane')});
      composer.draft = theirs('Hi Jane, hi John');
      await composer.updateComplete;
      expect(document.activeElement).to.equal(document.body);
      composer.focus();
      field().setSelectionRange(2, 4);
      composer.draft = theirs('Hi Jane and John');
      await composer.updateComplete;
      expect([field().selectionStart, field().selectionEnd]).to.deep.equal([2, 4]);
    });
  });

  it('does not render for what it does not show: each message brings its conversation anew', async () => {
    const {composer} = await composerFixture();
    const conversation = composer.conversation!;

    composer.conversation = {...conversation, version: 2, unreadCount: 1};
    expect(composer.isUpdatePending).to.equal(false);
    expect(composer.conversation.unreadCount).to.equal(1);
    composer.conversation = {...conversation, sending: {allowed: false, reason: 'OPTED_OUT'}};
    expect(composer.isUpdatePending).to.equal(true);
  });

  describe('sending', () => {
    it('sends on Enter what was typed, and keeps it until the draft changes', async () => {
      const {composer, field, sent, type} = await composerFixture();
      await type('Hi {{first_name}}');
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{body: 'Hi {{first_name}}', preview: 'Hi Jane', senderId: 'desk'}]);
      expect(field().value).to.equal('Hi {{first_name}}');

      composer.draft = draftOf('');
      await composer.updateComplete;
      expect(field().value).to.equal('');
    });

    it('breaks the line on Shift+Enter', async () => {
      const {field, sent, type} = await composerFixture();
      await type('a');
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Enter'});
      await sendKeys({up: 'Shift'});
      await type('b');
      expect(field().value).to.equal('a\nb');
      expect(sent).to.deep.equal([]);
    });

    for (const parts of [{isComposing: true}, {keyCode: 229}]) {
      it(`leaves Enter to the input method: ${JSON.stringify(parts)}`, async () => {
        const {field, sent, type} = await composerFixture();
        await type('a');
        const event = new KeyboardEvent('keydown', {key: 'Enter', cancelable: true, ...parts});
        field().dispatchEvent(event);
        expect(event.defaultPrevented).to.equal(false);
        expect(sent).to.deep.equal([]);
      });
    }

    it('sends by the button and gives the focus back to the text', async () => {
      const {field, sent, send} = await composerFixture({draft: draftOf('Hello')});
      send().click();
      expect(sent).to.have.length(1);
      expect(field().matches(':focus')).to.equal(true);
    });

    it('sends once where Enter is pressed twice', async () => {
      const {composer, sent, type} = await composerFixture();
      composer.addEventListener('sms-chat-send-request', () => (composer.draft = draftOf('')));
      await type('Hello');
      await sendKeys({press: 'Enter'});
      await sendKeys({press: 'Enter'});
      expect(sent).to.have.length(1);
    });

    it('tells of each change of the text', async () => {
      const {composer, field} = await composerFixture({draft: draftOf('', 'business')});
      setTimeout(() => {
        field().value = 'Hi';
        field().dispatchEvent(new Event('input'));
      });
      const {detail} = await oneEvent(composer, 'sms-chat-draft-change');
      expect(detail).to.deep.equal({draft: {body: 'Hi', senderId: 'business'}});
    });

    it('starts a field of its own for another conversation', async () => {
      const {composer, field, type} = await composerFixture();
      await type('for Jane');
      const before = field();
      composer.conversation = conversationWith({id: 'conversation-2'});
      composer.draft = draftOf('for Tom');
      await composer.updateComplete;
      expect(field() === before).to.equal(false);
      expect(field().value).to.equal('for Tom');
      expect(field().matches(':focus')).to.equal(true);
    });
  });

  describe('counter', () => {
    it('counts while one types, on the text with its fields resolved', async () => {
      const {counter, type} = await composerFixture();
      expect(counter()).to.equal('Characters: 0 · Message parts: 0');
      await type('Hi {{first_name}} €');
      expect(counter()).to.equal('Characters: 10 · Message parts: 1');
    });

    it('reads out the parts when their number changes, and no key', async () => {
      const {composer, root, type} = await composerFixture();
      const announced = () => root.querySelector('[aria-live=polite]')!.textContent;
      composer.draft = draftOf('x'.repeat(160));
      await composer.updateComplete;
      expect(announced()).to.equal('');
      await type('y');
      expect(announced()).to.equal('2 message parts');
    });

    it('says why a text is Unicode, and makes it plain in one undoable step', async () => {
      const {composer, field, text, button} = await composerFixture({draft: draftOf('We’ve moved – see…')});
      expect(text()).to.contain('Unicode because of ’ – …');
      await expect(composer).to.be.accessible();

      button('Use plain text')!.click();
      await composer.updateComplete;
      expect(field().value).to.equal("We've moved - see...");
      expect(text()).to.equal('Characters: 20 · Message parts: 1');

      document.execCommand('undo');
      expect(field().value).to.equal('We’ve moved – see…');
    });

    const because: [string, string, string][] = [
      ['three of many', 'Привет', 'П р и and 3 more'],
      ['whole flags, skin tones, families and marks', '🇩🇪🇩🇪 👍🏽 👩‍👩‍👦 cafe\u0301', '🇩🇪 👍🏽 👩‍👩‍👦 and 1 more'],
      ['letters with the marks on them', 'cafe\u0301 x̃', 'e\u0301 x̃'],
      ['spaces by their names', 'a\u00a0b\u202fc\te', '(special space) (tab)'],
      ['what cannot be seen', '\u200bб\ufe0f\u2060x\u200d', '(invisible character) б\ufe0f'],
      ['a mark on nothing', '\u0301', '\u25cc\u0301'],
      ['no tower of marks', `x${'\u0336'.repeat(100)}`, `x${'\u0336'.repeat(4)}`],
      ['what comes late', `${'x'.repeat(5000)}e\u0301`, 'e\u0301'],
    ];
    for (const [what, body, named] of because) {
      it(`names what makes a text Unicode: ${what}`, async () => {
        const {root} = await composerFixture({draft: draftOf(body)});
        expect(root.querySelector('.unicode')).to.have.text(`Unicode because of ${named}`);
      });
    }

    it('takes no longer to name them for a pasted book', async () => {
      const segmented: number[] = [];
      const {segment} = Intl.Segmenter.prototype;
      Intl.Segmenter.prototype.segment = function (text) {
        segmented.push(text.length);
        return segment.call(this, text);
      };
      try {
        await composerFixture({draft: draftOf('😀'.repeat(50_000))});
      } finally {
        Intl.Segmenter.prototype.segment = segment;
      }
      expect(Math.max(...segmented)).to.be.at.most(4000);
    });

    it('offers no plain text where a letter or the name of the contact needs Unicode', async () => {
      const contact = contactWith({fields: [{key: 'first_name', value: 'Zoë'}]});
      const {text, button} = await composerFixture({
        conversation: conversationWith({contact}),
        draft: draftOf('{{first_name}}, we’re open'),
      });
      expect(text()).to.contain('Unicode because of ë ’');
      expect(button('Use plain text')).to.equal(undefined);
    });

    it('shows how the text will read when it has merge fields', async () => {
      const {composer, root} = await composerFixture({draft: draftOf('Hi {{First_Name}}')});
      expect(root.querySelector('[part=preview] p')).to.have.text('Hi Jane');
      await expect(composer).to.be.accessible();
      composer.draft = draftOf('Hi Jane');
      await composer.updateComplete;
      expect(root.querySelector('[part=preview]')).to.equal(null);
    });
  });

  describe('what stands against sending', () => {
    const optedOut = conversationWith({sending: {allowed: false, reason: 'OPTED_OUT'}});
    const cases: [string, Partial<SmsChatComposer>, string][] = [
      ['too many parts', {draft: draftOf('x'.repeat(613))}, 'Too long: 5 message parts, of at most 4.'],
      [
        'a field without a value',
        {draft: draftOf('at {{clinic}}')},
        'No value for Clinic. Take it out, or write what to say instead: {{clinic|…}}',
      ],
      ['an unknown field', {draft: draftOf('Hi {{nick}}')}, 'Unknown merge field: {{nick}}.'],
      [
        'a recipient who opted out',
        {conversation: optedOut, draft: draftOf('Hi')},
        'Jane Citizen has opted out of your messages. You can write again once they reply START.',
      ],
      [
        'no sender that is ready',
        {senders: [pending], draft: draftOf('Hi')},
        'No sender ID is ready to send from.',
      ],
    ];
    for (const [what, parts, said] of cases) {
      it(`says so: ${what}`, async () => {
        const {composer, root, send, reason, sent} = await composerFixture(parts);
        expect(send()).to.have.attribute('aria-disabled', 'true');
        expect(reason()).to.equal(said);
        send().click();
        await composer.updateComplete;
        expect(sent).to.deep.equal([]);
        expect(root.querySelector('[aria-live=polite]')).to.have.text(said);
        await expect(composer).to.be.accessible();
      });
    }

    it('needs no words for an empty or blank text', async () => {
      const {composer, send, sent, reason} = await composerFixture({draft: draftOf(' \n\u200b ')});
      send().click();
      expect(sent).to.deep.equal([]);
      expect(send()).to.have.attribute('aria-disabled', 'true');
      expect(reason()).to.equal(undefined);
      await expect(composer).to.be.accessible();
    });

    it('sends braces as they are to a host without merge fields', async () => {
      const {sent, send} = await composerFixture({
        service: {...service, capabilities: []},
        draft: draftOf('{{nick}}'),
      });
      send().click();
      expect(sent).to.deep.equal([{body: '{{nick}}', preview: '{{nick}}', senderId: 'desk'}]);
    });
  });

  describe('From', () => {
    const chosen = (from: HTMLSelectElement) => from.selectedOptions[0]?.textContent?.trim();

    it('begins with the sender ID last used with this recipient', async () => {
      const {from, root} = await composerFixture({
        conversation: conversationWith({lastSender: {id: 'business'}}),
      });
      expect(from().labels[0]).to.have.text('From');
      expect(chosen(from())).to.equal('RiverDental');
      expect(root.getElementById(from().getAttribute('aria-describedby')!)).to.have.text(
        'Recipients cannot reply to a business name.',
      );
    });

    it('takes the default where the last one cannot be used', async () => {
      const {from} = await composerFixture({
        conversation: conversationWith({lastSender: {id: 'pending'}}),
        senders: [desk, pending, {...business, isDefault: true}],
      });
      expect(chosen(from())).to.equal('RiverDental');
    });

    it('says why a sender ID cannot be chosen', async () => {
      const {from} = await composerFixture();
      const option = [...from().options].find(({value}) => value === 'pending')!;
      expect(option.disabled).to.equal(true);
      expect(option).to.have.trimmed.text('Mobile – being verified');
    });

    it('keeps the choice with the draft', async () => {
      const {composer, from} = await composerFixture({draft: draftOf('Hi')});
      setTimeout(() => {
        from().value = 'business';
        from().dispatchEvent(new Event('change'));
      });
      const {detail} = await oneEvent(composer, 'sms-chat-draft-change');
      expect(detail).to.deep.equal({draft: {body: 'Hi', senderId: 'business'}});
    });

    it('stays with the one just used until the host has confirmed it', async () => {
      const {composer, from, send} = await composerFixture({draft: draftOf('Hi', 'business')});
      send().click();
      composer.draft = draftOf('');
      await composer.updateComplete;
      expect(chosen(from())).to.equal('RiverDental');
    });
  });

  describe('merge fields', () => {
    it('puts the token at the caret and the focus back into the text', async () => {
      const {composer, root, field} = await composerFixture({draft: draftOf('Hi , hello')});
      field().focus();
      field().setSelectionRange(3, 3);
      const menu = root.querySelector('sms-chat-menu')!;
      menu.shadowRoot!.querySelector('button')!.click();
      await menu.updateComplete;
      await sendKeys({press: 'Enter'});
      await composer.updateComplete;
      expect(field().value).to.equal('Hi {{first_name}}, hello');
      expect(field().selectionStart).to.equal('Hi {{first_name}}'.length);
      expect(field().matches(':focus')).to.equal(true);
    });

    it('are offered for a saved contact only', async () => {
      const {root} = await composerFixture({conversation: conversationWith({contact: null})});
      expect(root.querySelector('sms-chat-menu')).to.equal(null);
    });
  });

  it('puts a template at the caret, in place of what is selected, in one undoable step', async () => {
    const {composer, root, field} = await composerFixture({
      draft: draftOf('Dear XX, bye'),
      templates: [{name: 'Greeting', body: 'Jane,\nsee you'}],
    });
    field().setSelectionRange(5, 7);
    const picker = root.querySelector('sms-chat-template-picker')!;
    picker.shadowRoot!.querySelector('button')!.click();
    composer.templatesStatus = 'ready';
    await composer.updateComplete;
    await picker.updateComplete;
    await sendKeys({press: 'Enter'});
    expect(field().value).to.equal('Dear Jane,\nsee you, bye');
    expect(field().matches(':focus')).to.equal(true);

    document.execCommand('undo');
    expect(field().value).to.equal('Dear XX, bye');
  });

  it('grows with its text, up to eight lines', async () => {
    const {composer, field} = await composerFixture();
    const empty = field().offsetHeight;
    composer.draft = draftOf('line\n'.repeat(5));
    await composer.updateComplete;
    const grown = field().offsetHeight;
    expect(grown).to.be.greaterThan(empty);

    composer.draft = draftOf('line\n'.repeat(30));
    await composer.updateComplete;
    expect(field().offsetHeight)
      .to.be.greaterThan(grown)
      .and.below(grown * 2);
    expect(field().scrollHeight).to.be.greaterThan(field().clientHeight);
  });

  it('takes a pasted book without finding its height and direction again', async () => {
    const {composer, field, root} = await composerFixture();
    composer.draft = draftOf('line\n'.repeat(30));
    await composer.updateComplete;
    const full = field().offsetHeight;
    composer.draft = draftOf('word '.repeat(200_000));
    await composer.updateComplete;
    expect(field().value).to.have.lengthOf(1_000_000);
    expect(field().offsetHeight).to.equal(full);
    expect(field().dir).to.equal('');
    expect(root.querySelector<HTMLElement>('.grower')!.dataset.text).to.have.lengthOf.at.most(10_000);
  });

  it('fits into 320 pixels', async () => {
    const {composer, root} = await composerFixture({draft: draftOf('at {{clinic}} ’', 'business')});
    composer.style.width = '320px';
    expect(root.querySelector('.composer')!.scrollWidth).to.be.at.most(320);
    await expect(composer).to.be.accessible();
  });
});
