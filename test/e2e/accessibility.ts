import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {BrowserContextOptions, Locator, Page} from 'playwright-core';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

/** Two threads with unread messages, one of them with a message that failed. */
async function open(context: BrowserContextOptions = {}) {
  const account = await world.account();
  const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
  await addThread(account, {
    with: jane,
    messages: [
      {body: 'Hello, is it ready?'},
      {body: 'This one failed', sent: true, delivery: 'FAILED'},
      {body: 'Are you there?'},
    ],
    unread: 1,
  });
  await addThread(account, {with: stranger(), messages: [{body: 'Who is this?'}], unread: 1});
  await addTemplate(account, 'Opening hours', 'We are open from 9 to 5');
  const inbox = await world.open(account.kim, {context});
  await inbox.row('Jane').waitFor();
  return {account, jane, inbox};
}

/** Goes through the main states, and looks at each. */
async function inEachState(inbox: Inbox, look: (state: string) => Promise<void>) {
  const {page} = inbox;
  const close = () => page.keyboard.press('Escape');
  await look('the list');
  await inbox.openThread('Who is this?');
  await inbox.message('Who is this?').waitFor();
  await look('a thread of a stranger');
  await inbox.button('Add Contact').click();
  await inbox.dialog('Add contact').waitFor();
  await look('Add contact');
  await close();
  const back = inbox.button('Back');
  if (await back.isVisible()) await back.click();
  await inbox.openThread('Jane');
  await inbox.message('This one failed').waitFor();
  await inbox.write('It’s ready');
  await look('a thread of a contact');
  await inbox.button('Templates').click();
  await inbox.dialog('Templates').getByRole('option').waitFor();
  await look('templates');
  await close();
  if (await back.isVisible()) await back.click();
  await inbox.button('More options').click();
  await page.getByRole('menuitem').first().waitFor();
  await look('the menu');
  await close();
  await inbox.button('New').click();
  await inbox.dialog('New chat').getByRole('combobox').fill('jane');
  await inbox.dialog('New chat').getByRole('option').waitFor();
  await look('New chat');
  await close();
}

describe('what is touched', () => {
  const targets = 'button, a[href], input, select, textarea, [role=option]';

  for (const [pointer, least, context] of [
    ['fine', 24, {}],
    ['coarse', 44, {hasTouch: true, isMobile: true, viewport: {width: 390, height: 760}}],
  ] as const) {
    it(`is at least ${least} px wide and high for a ${pointer} pointer`, async () => {
      const {inbox} = await open(context);
      assert.ok(await inbox.page.evaluate((kind) => matchMedia(`(pointer: ${kind})`).matches, pointer));
      await inEachState(inbox, async (state) => {
        const sizes = await inbox.page.locator(targets).evaluateAll((elements) =>
          elements
            .filter((element) => element.checkVisibility())
            .map((element) => {
              const {width, height} = element.getBoundingClientRect();
              const name = element.ariaLabel ?? element.textContent.trim().slice(0, 30);
              return {name: `${element.localName} ${name}`, width, height};
            }),
        );
        const small = sizes.filter(({width, height}) => width > 1 && (width < least || height < least));
        assert.ok(sizes.length > 3, state);
        assert.deepEqual(small, [], state);
        const sizesOfType = await inbox.page
          .locator('input, select, textarea')
          .evaluateAll((fields) => fields.map((field) => parseFloat(getComputedStyle(field).fontSize)));
        // Below that, iOS zooms the page in when a field gets the focus.
        if (pointer === 'coarse')
          assert.ok(Math.min(...sizesOfType) >= 16, `${state}: ${sizesOfType.join()}`);
      });
    });
  }
});

describe('an on-screen keyboard', () => {
  const PHONE = {hasTouch: true, isMobile: true, viewport: {width: 360, height: 640}};
  const KEYBOARD = 300;

  /** Browsers tell of it by this alone, and no browser on a desktop has one. */
  function pretendViewport() {
    const own = Object.assign(new EventTarget(), {offsetTop: 0, scale: 1, height: 0, lift: 0});
    Object.defineProperty(own, 'height', {get: () => document.documentElement.clientHeight - own.lift});
    Object.defineProperty(globalThis, 'visualViewport', {value: own});
  }

  const raise = (page: Page, lift: number, scale = 1) =>
    page.evaluate(
      (state) => {
        Object.assign(visualViewport!, state);
        visualViewport!.dispatchEvent(new Event('resize'));
      },
      {lift, scale},
    );

  async function assertSeen(what: Record<string, Locator>, height = 640 - KEYBOARD) {
    await eventually(async () => {
      for (const [name, locator] of Object.entries(what)) {
        const {y, height: own} = (await locator.boundingBox())!;
        assert.ok(y >= 0 && y + own <= height, `${name}: ${y} to ${y + own} of ${height}`);
        // Nothing stands before it.
        const isClear = await locator.evaluate((element) => {
          const {left, top, width, height} = element.getBoundingClientRect();
          const root = element.getRootNode() as ShadowRoot;
          const hit = root.elementFromPoint(left + width / 2, top + height / 2);
          return element === hit || element.contains(hit);
        });
        assert.ok(isClear, `${name} is covered`);
      }
    });
  }

  it('leaves header, last message and composer in view, and gives the room back', async () => {
    const account = await world.account();
    const person = stranger();
    const messages = Array.from({length: 30}, (_, i) => ({body: `Message ${i}`}));
    await addThread(account, {with: person, messages});
    const inbox = await world.open(account.kim, {context: PHONE, before: pretendViewport});
    await inbox.openThread('Message 29');
    const bottom = async () => {
      const {y, height} = (await inbox.send.boundingBox())!;
      return y + height;
    };
    const before = await bottom();
    await inbox.composer.tap();
    await raise(inbox.page, KEYBOARD);

    const parts = {header: inbox.page.getByRole('heading', {name: person.number}), composer: inbox.composer};
    await assertSeen({...parts, send: inbox.send, last: inbox.bubble('Message 29')});
    await account.inbound('Another one', person.address);
    await assertSeen({...parts, last: inbox.bubble('Another one')});
    await inbox.sendMessage('An answer');
    await assertSeen({...parts, last: inbox.bubble('An answer')});

    // Zoomed in by fingers, what is out of sight is where the person left it.
    await raise(inbox.page, KEYBOARD, 2);
    await eventually(async () => assert.equal(await bottom(), before));
    await raise(inbox.page, KEYBOARD);
    await assertSeen(parts);
    await raise(inbox.page, 0);
    await eventually(async () => assert.equal(await bottom(), before));
  });

  it('is made room for from the first touch on, also where all before was done with a mouse', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'Who is this?'}]});
    const {viewport} = PHONE;
    const inbox = await world.open(account.kim, {context: {viewport}, before: pretendViewport});
    const {page} = inbox;
    const touch = await page.context().newCDPSession(page);
    const tap = async (locator: Locator) => {
      const {x, y, width, height} = (await locator.boundingBox())!;
      const touchPoints = [{x: x + width / 2, y: y + height / 2}];
      await touch.send('Input.dispatchTouchEvent', {type: 'touchStart', touchPoints});
      await touch.send('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: []});
    };
    const hasFocus = (locator: Locator) => locator.evaluate((element) => element.matches(':focus'));
    await inbox.openThread('Who is this?');
    await eventually(async () => assert.ok(await hasFocus(inbox.composer)));
    await inbox.button('Back').click();

    await tap(inbox.row('Who is this?'));
    await inbox.bubble('Who is this?').waitFor();
    assert.equal(await hasFocus(inbox.composer), false, 'a keyboard would cover what was opened');
    await tap(inbox.composer);
    await eventually(async () => assert.ok(await hasFocus(inbox.composer)));
    await raise(page, KEYBOARD);

    const header = page.getByRole('heading', {name: person.number});
    await assertSeen({header, composer: inbox.composer, send: inbox.send});
  });

  it('leaves what was done, with Undo, clear of header and composer, as it is without one', async () => {
    const account = await world.account();
    const [first, second] = [stranger(), stranger()];
    for (const person of [first, second]) await addThread(account, {with: person, messages: [{body: 'Hi'}]});
    const inbox = await world.open(account.kim, {context: PHONE, before: pretendViewport});
    const {page} = inbox;
    await inbox.openThread(first.number);
    await inbox.button('Close Chat').tap();
    const undo = inbox.button('Undo');
    await assertSeen({undo, New: inbox.button('New'), row: inbox.row(second.number)}, 640);

    await inbox.openThread(second.number);
    const header = page.getByRole('heading', {name: second.number});
    const tools = {templates: inbox.button('Templates'), from: inbox.from, send: inbox.send};
    const parts = {undo, header, close: inbox.button('Close Chat'), composer: inbox.composer, ...tools};
    await assertSeen(parts, 640);
    await inbox.composer.tap();
    await raise(page, KEYBOARD);
    await assertSeen(parts);
    await page.setViewportSize({width: 1000, height: 640});
    await assertSeen({...parts, list: inbox.button('More options')});
    await undo.tap();
    await page.getByRole('heading', {name: first.number}).waitFor();
  });

  it('leaves templates and emoji in view, whether it comes before them or after', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Who is this?'}]});
    for (let i = 0; i < 12; i++) await addTemplate(account, `Template ${i}`, 'We are open from 9 to 5');
    const body = '<sms-chat endpoint="/graphql" emoji></sms-chat>';
    const inbox = await world.open(account.kim, {context: PHONE, before: pretendViewport, body});
    const {page} = inbox;
    await inbox.openThread('Who is this?');
    for (const isFirst of [false, true]) {
      await inbox.composer.tap();
      await raise(page, isFirst ? KEYBOARD : 0);
      await inbox.button('Templates').tap();
      const templates = inbox.dialog('Templates');
      await templates.getByRole('option').first().waitFor();
      await raise(page, KEYBOARD);
      const parts = {popup: templates, search: templates.locator('input')};
      await assertSeen({...parts, first: templates.getByRole('option').first()});
      await page.keyboard.press('Escape');

      await raise(page, isFirst ? KEYBOARD : 0);
      await inbox.button('Insert emoji').tap();
      const search = page.getByRole('combobox', {name: 'Search'});
      await search.waitFor();
      await raise(page, KEYBOARD);
      await assertSeen({search, popup: page.locator('[part~="emoji-picker"]')});
      await page.keyboard.press('Escape');
    }
  });

  it('leaves the field with the focus and the actions of a dialog in view', async () => {
    const account = await world.account();
    for (let i = 0; i < 8; i++) await addContact(account, {firstName: 'Jane', lastName: `Citizen ${i}`});
    await addThread(account, {with: stranger(), messages: [{body: 'Who is this?'}]});
    const inbox = await world.open(account.kim, {context: PHONE, before: pretendViewport});
    const {page} = inbox;
    await inbox.button('New').tap();
    const chat = inbox.dialog('New chat');
    const to = chat.getByRole('combobox');
    await to.fill('jane');
    await chat.getByRole('option').nth(7).waitFor();
    await raise(page, KEYBOARD);

    const buttons = {cancel: chat.getByRole('button', {name: 'Cancel'}), start: inbox.button('Start')};
    await assertSeen({to, ...buttons});
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    await assertSeen({to, ...buttons, active: chat.getByRole('option', {name: 'Jane Citizen 4'})});
    await page.keyboard.press('Escape');

    await raise(page, 0);
    await inbox.openThread('Who is this?');
    await inbox.button('Add Contact').tap();
    const contact = inbox.dialog('Add contact');
    const save = contact.getByRole('button', {name: 'Save'});
    await contact.getByLabel('First name').tap();
    await raise(page, KEYBOARD);
    await assertSeen({'first name': contact.getByLabel('First name'), save});
    for (const name of ['Last name', 'Number']) {
      await page.keyboard.press('Tab');
      await assertSeen({[name]: contact.getByLabel(name), save});
    }
    await save.tap();
    await assertSeen({'what is wrong': contact.getByText('Enter a first name or a last name.')});
    await assertSeen({'first name': contact.getByLabel('First name'), save});
  });
});

describe('forced colours', () => {
  it('tell focus, what is under the pointer, the selected row, unread messages and what is off from the rest', async () => {
    const {inbox} = await open({forcedColors: 'active'});
    const {page} = inbox;
    const look = (locator: ReturnType<Inbox['row']>) =>
      locator.evaluate((element) => {
        const {borderTopColor, borderTopStyle, borderTopWidth, color, outlineStyle, outlineWidth} =
          getComputedStyle(element);
        return {
          ...{borderTopColor, color},
          border: borderTopStyle !== 'none' && borderTopWidth !== '0px',
          outline: outlineStyle !== 'none' && outlineWidth !== '0px',
        };
      });
    const stranger = inbox.row('Who is this?');
    assert.equal((await look(stranger)).outline, false);
    await inbox.row('Jane').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    assert.equal((await look(inbox.row('Jane'))).outline, true, 'focus');
    assert.equal((await look(stranger.locator('[part~="unread-count"]'))).border, true, 'unread');

    await inbox.openThread('Jane');
    const [selected, other] = [await look(inbox.row('Jane')), await look(stranger)];
    assert.notEqual(selected.borderTopColor, other.borderTopColor, 'selected');
    const off = await look(inbox.send);
    await inbox.write('Hello');
    await eventually(async () => assert.notDeepEqual(await look(inbox.send), off, 'off'));

    const isMarked = (locator: Locator, what: string) =>
      eventually(async () =>
        assert.equal(await locator.evaluate((it) => getComputedStyle(it).outlineStyle), 'dashed', what),
      );
    const hover = async (locator: Locator) => {
      await locator.hover();
      await isMarked(locator, `under the pointer: ${locator.toString()}`);
    };
    for (const locator of [stranger, inbox.button('New'), inbox.from]) await hover(locator);
    await inbox.button('More options').click();
    await isMarked(page.getByRole('menuitem', {name: 'Mark all as read'}), 'focus in a menu, by mouse');
    await page.keyboard.press('Escape');
    await inbox.button('Templates').click();
    await hover(inbox.dialog('Templates').getByRole('option'));
  });
});

describe('reduced motion', () => {
  const moving = (page: Page) =>
    page.locator('body *').evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .flatMap((element) => {
          const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(element);
          const moves = animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto';
          return moves ? `${element.localName}.${element.className}: ${animationName}` : [];
        }),
    );

  it('is kept: nothing is animated, moves over, or scrolls smoothly', async () => {
    const {inbox} = await open({reducedMotion: 'reduce'});
    await inEachState(inbox, async (state) => assert.deepEqual(await moving(inbox.page), [], state));
    await inbox.openThread('Jane');
    await inbox.button('Close Chat').click();
    await inbox.button('Undo').waitFor();
    assert.deepEqual(await moving(inbox.page), [], 'a chat is closed');
    inbox.site.down();
    await inbox.notice('Connection lost').waitFor();
    assert.deepEqual(await moving(inbox.page), [], 'the connection is lost');
  });

  it('is not what others get: a toast rises', async () => {
    const {inbox} = await open({reducedMotion: 'no-preference'});
    await inbox.openThread('Jane');
    await inbox.button('Close Chat').click();
    await inbox.button('Undo').waitFor();
    assert.match((await moving(inbox.page)).join(), /: rise$/);
  });
});

/** Roles and names as Chromium hands them to a screen reader, in its order. */
async function outline(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const {nodes} = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const silent = new Set(['none', 'generic', 'StaticText', 'InlineTextBox', 'RootWebArea', 'paragraph']);
  /** Their name says what they contain. */
  const named = new Set(['button', 'combobox', 'heading', 'LabelText', 'option', 'time']);
  const visit = (id: string, depth: number, within = '') => {
    const node = byId.get(id);
    if (!node) return;
    const role = String(node.role?.value);
    const isText = role === 'StaticText' && !named.has(within);
    const isTold = !node.ignored && (isText || !silent.has(role));
    if (isTold) lines.push(`${'  '.repeat(depth)}${role} ${String(node.name?.value ?? '')}`.trimEnd());
    for (const child of node.childIds ?? []) visit(child, depth + (isTold ? 1 : 0), isTold ? role : within);
  };
  visit(nodes[0]!.nodeId, 0);
  await session.detach();
  // Times and numbers are those of the run.
  return lines
    .join('\n')
    .replace(/\d\d?:\d\d(\s?[ap]m)?/gi, 'TIME')
    .replace(/\d{4} \d{3} \d{3}/g, 'NUMBER')
    .replace(/(?<=\S) +/g, ' ');
}

/** Without the indentation that all lines share. */
function lines(text: string): string {
  const all = text.split('\n').slice(1);
  const indentation = /^ */.exec(all[0]!)![0].length;
  return all.map((line) => line.slice(indentation)).join('\n');
}

describe('the accessibility tree', () => {
  it('has list, thread and composer in the order they are read', async () => {
    const {inbox} = await open();
    await inbox.openThread('Jane');
    await inbox.message('This one failed').waitFor();
    await inbox.row('Jane').locator('[part~="unread-count"]').waitFor({state: 'detached'});
    assert.equal(
      await outline(inbox.page),
      lines(`
        region SMS Chat
          status
          form
            searchbox Search conversations
            button Search
          button New
          button More options
          list Conversations
            listitem
              button NUMBER, 1 unread message, Who is this?, TIME
                time
            listitem
              button Jane Citizen, Are you there?, TIME
                time
          status
          heading Jane Citizen
          StaticText NUMBER
          button Close Chat
          status
          log Messages
            heading Today
            StaticText Jane Citizen
            StaticText :
            StaticText Hello, is it ready?
            time
            StaticText You
            StaticText :
            StaticText This one failed
            time
            StaticText Reception
            StaticText Failed
            StaticText It could not be delivered.
            heading 1 new message
            StaticText Jane Citizen
            StaticText :
            StaticText Are you there?
            time
          LabelText
          combobox From
            MenuListPopup
              option Reception
          textbox Message
          button Templates
          button Merge fields
          button Send
          status
            StaticText Characters: 0 · Message parts: 0`),
    );
  });
  it('of New chat is the dialog alone', async () => {
    const {inbox} = await open();
    await inbox.button('New').click();
    await inbox.dialog('New chat').getByRole('combobox').fill('jane');
    await inbox.dialog('New chat').getByRole('option').waitFor();
    assert.equal(
      await outline(inbox.page),
      lines(`
        dialog New chat
          heading New chat
          form
            LabelText
            combobox To
            alert
            listbox Matches
              option Jane Citizen NUMBER
            status
              StaticText 1 match
            button Cancel
            button Start`),
    );
  });
});

/** What a screen reader is told of a control beyond its role and name. */
async function stateOf(page: Page, role: string, name: string): Promise<Record<string, unknown>> {
  const session = await page.context().newCDPSession(page);
  const {nodes} = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const node = nodes.find((each) => each.role?.value === role && each.name?.value === name);
  assert.ok(node, `${role} ${name}`);
  const properties = new Map(node.properties?.map((property) => [property.name, property.value]));
  const active = properties.get('activedescendant')?.relatedNodes?.[0]?.backendDOMNodeId;
  return {
    description: node.description?.value as unknown,
    invalid: properties.get('invalid')?.value as unknown,
    expanded: properties.get('expanded')?.value as unknown,
    active: active && (nodes.find((each) => each.backendDOMNodeId === active)?.name?.value as unknown),
  };
}

describe('what dialogs say', () => {
  it('of fields, and of what is wrong with them, in Add contact', async () => {
    const {inbox} = await open();
    const {page} = inbox;
    await inbox.openThread('Who is this?');
    await inbox.button('Add Contact').click();
    await inbox.dialog('Add contact').waitFor();
    const dialog = (alert: string) =>
      lines(`
        dialog Add contact
          heading Add contact
          form
            LabelText
            textbox First name${alert}
            LabelText
            textbox Last name
            LabelText
            textbox Number
              StaticText NUMBER
            alert
            button Cancel
            button Save`);
    assert.equal(await outline(page), dialog(''));
    const before = await stateOf(page, 'textbox', 'First name');
    assert.deepEqual([before.description, before.invalid], [undefined, 'false']);

    // From within the field: it has the focus already, so the alert alone tells of it.
    await page.keyboard.press('Enter');
    const wrong = 'Enter a first name or a last name.';
    await inbox.text(wrong).waitFor();
    assert.equal(await outline(page), dialog(`\n            alert\n              StaticText ${wrong}`));
    const after = await stateOf(page, 'textbox', 'First name');
    assert.deepEqual([after.description, after.invalid], [wrong, 'true']);
    assert.equal(await focused(page), 'First name');
    await page.keyboard.type('Zoe');
    await eventually(async () =>
      assert.equal((await stateOf(page, 'textbox', 'First name')).invalid, 'false'),
    );
  });

  it('of the match that is active, and of what is wrong, in New chat', async () => {
    const {inbox} = await open();
    const {page} = inbox;
    await inbox.button('New').click();
    const chat = inbox.dialog('New chat');
    await chat.getByRole('combobox').fill('jane');
    await chat.getByRole('option').waitFor();
    const closed = await stateOf(page, 'combobox', 'To');
    assert.deepEqual([closed.expanded, closed.active], [true, undefined]);
    await page.keyboard.press('ArrowDown');
    await eventually(async () =>
      assert.match(String((await stateOf(page, 'combobox', 'To')).active), /^Jane Citizen \d+/),
    );
    await chat.getByRole('option', {selected: true}).waitFor();

    await chat.getByRole('combobox').fill('');
    await page.keyboard.press('Enter');
    const wrong = 'Enter a number, or the name of a contact.';
    await chat.getByRole('alert').getByText(wrong).waitFor();
    const {description, invalid, expanded} = await stateOf(page, 'combobox', 'To');
    assert.deepEqual([description, invalid, expanded], [wrong, 'true', false]);
  });
});

/** The name of what has the focus; null where nothing has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    return (element.ariaLabel ?? label ?? element.textContent).replace(/\s+/g, ' ').trim();
  });

describe('the focus', () => {
  const isAt = (page: Page, name: string | RegExp, after: string) =>
    eventually(async () => {
      const found = String(await focused(page));
      assert.ok(typeof name === 'string' ? found === name : name.test(found), `${after}: ${found}`);
    });

  it('goes back to the button of what was closed without a choice, and to the composer with one', async () => {
    const {inbox} = await open();
    const {page} = inbox;
    await inbox.openThread('Jane');
    await isAt(page, 'Message', 'a thread was opened');
    for (const name of ['More options', 'Merge fields', 'Templates', 'New']) {
      await inbox.button(name).click();
      await isAt(page, name === 'New' ? 'To' : /^(?!More options|Merge fields|Templates$)./, name);
      await page.keyboard.press('Escape');
      await isAt(page, name, `${name} was closed`);
    }
    await inbox.button('More options').click();
    await page.getByRole('menuitem', {name: 'Mark all as read'}).click();
    await isAt(page, 'More options', 'a choice in More options');
    await inbox.button('Merge fields').click();
    await page.getByRole('menuitem').first().click();
    await isAt(page, 'Message', 'a merge field');
    await inbox.button('Templates').click();
    await inbox.dialog('Templates').getByRole('option').click();
    await isAt(page, 'Message', 'a template');
    await inbox.write('Hello');
    await inbox.send.click();
    await isAt(page, 'Message', 'Send');

    await inbox.openThread('Who is this?');
    await inbox.button('Add Contact').click();
    await isAt(page, 'First name', 'Add contact');
    await inbox.dialog('Add contact').getByRole('button', {name: 'Cancel'}).click();
    await isAt(page, 'Add Contact', 'Cancel');
    await inbox.button('Add Contact').click();
    await page.keyboard.type('Zoe');
    await page.keyboard.press('Enter');
    await isAt(page, 'Message', 'a contact was saved');
  });

  it('is on the list after Close Chat, in the composer after Undo, and on the messages after Retry', async () => {
    const {account, inbox} = await open();
    const {page} = inbox;
    await inbox.openThread('Jane');
    await inbox.button('Close Chat').click();
    await isAt(page, /Who is this\?/, 'Close Chat');
    await inbox.button('Undo').click();
    await isAt(page, 'Message', 'Undo');
    for (const name of ['Jane', 'Who is this?']) {
      await inbox.openThread(name);
      await inbox.button('Close Chat').click();
      await inbox.row(name).waitFor({state: 'detached'});
    }
    await isAt(page, 'Start a chat', 'Close Chat in the last one');
    await inbox.button('Undo').click();
    await isAt(page, 'Message', 'Undo');

    const setBalance = (balance_parts: number) =>
      world.host.db.updateTable('account').set({balance_parts}).where('id', '=', account.id).execute();
    await setBalance(0);
    await inbox.sendMessage('Refused');
    await inbox.message('Refused').getByRole('button', {name: 'Retry'}).waitFor();
    await setBalance(100);
    await inbox.button('Retry').click();
    await inbox.bubble('Refused').getByText('Failed').waitFor({state: 'detached'});
    await page.locator('[part~="bubble"][part~="pending"]').waitFor({state: 'detached'});
    await isAt(page, 'Messages', 'Retry');
    await setBalance(0);
    await inbox.sendMessage('To change');
    await inbox.button('Edit').click();
    await isAt(page, 'Message', 'Edit');
  });

  it('is left to the page after a reload, with the draft where it was', async () => {
    const account = await world.account();
    const id = await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const body = `<input aria-label="Of the page" autofocus><sms-chat endpoint="/graphql" conversation-id="${id}"></sms-chat>`;
    const inbox = await world.open(account.kim, {body});
    const {page} = inbox;
    await inbox.write('Half a sent');
    await eventually(async () => assert.ok(await inbox.storesDraft()));

    await page.reload();

    await eventually(async () => assert.equal(await inbox.composer.inputValue(), 'Half a sent'));
    await inbox.message('Hello').waitFor();
    assert.equal(await focused(page), 'Of the page');
    await page.evaluate(() => document.querySelector('sms-chat')!.focus());
    await page.keyboard.type('ence');
    assert.equal(await inbox.composer.inputValue(), 'Half a sentence');
  });
});

describe('Tab', () => {
  it('leads through list, thread and composer, with one stop for all rows and one for all messages', async () => {
    const {inbox} = await open();
    await inbox.openThread('Jane');
    await inbox.write('Hello');
    await inbox.search.focus();
    const stops: string[] = [];
    for (;;) {
      const stop = await focused(inbox.page);
      if (stop === null || stops.includes(stop)) break;
      stops.push(stop);
      await inbox.page.keyboard.press('Tab');
    }
    assert.deepEqual(
      stops.map((stop) => (stop.startsWith('Jane Citizen') ? 'the row of Jane' : stop)),
      [
        ...[
          'Search conversations',
          'Search',
          'New',
          'More options',
          'the row of Jane',
          'Close Chat',
          'Messages',
        ],
        ...['From', 'Message', 'Templates', 'Merge fields', 'Send'],
      ],
    );
  });
});

/** Notes what screen readers are told from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, {said});
    const watch = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) watch(element.shadowRoot);
        if (!element.matches('[aria-live=polite], [aria-live=assertive], [role=status], [role=alert]'))
          continue;
        new MutationObserver(() => element.textContent && said.push(element.textContent.trim())).observe(
          element,
          {
            ...{childList: true, subtree: true, characterData: true},
          },
        );
      }
    };
    watch(document);
  });
  return () => page.evaluate(() => (globalThis as unknown as {said: string[]}).said);
}

describe('a burst of messages', () => {
  it('is announced a few times, with how many came, and not message by message', async () => {
    const {account, jane, inbox} = await open();
    await inbox.openThread('Jane');
    await inbox.message('Are you there?').waitFor();
    const said = await listen(inbox.page);
    const counts = async () =>
      (await said()).map((text) =>
        Number(/(\d+) new messages/.exec(text)?.[1] ?? (/: Burst/.test(text) ? 1 : NaN)),
      );

    await Promise.all(Array.from({length: 100}, (_, i) => account.inbound(`Burst ${i}`, jane.address)));

    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    await eventually(async () => assert.equal(sum(await counts()), 100, JSON.stringify(await said())));
    const times = (await said()).length;
    assert.ok(times <= 15, `${times} announcements`);
  });
});

describe('a burst of failures', () => {
  it('is announced together, with how many there are and why, and nothing fails while the connection is down', async () => {
    const account = await world.account({balance: 0});
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Hello');
    await inbox.live();
    const said = await listen(inbox.page);
    const failed = (text: string) => Number(/^(\d+) messages? failed/.exec(text)?.[1] ?? 0);

    inbox.site.down();
    await inbox.notice('Connection lost').waitFor();
    for (let i = 0; i < 10; i++) await inbox.sendMessage(`Number ${i}`);
    assert.equal((await said()).filter(failed).length, 0);
    inbox.site.up();

    await eventually(async () => {
      const all = await said();
      assert.equal(
        all.reduce((sum, text) => sum + failed(text), 0),
        10,
        all.join('\n'),
      );
    });
    const all = (await said()).filter(failed);
    assert.ok(all.length <= 3, all.join('\n'));
    assert.match(all[0]!, /failed\. \S+/);
  });
});
