/** What is looked up while an agent types: recipients, contacts, templates. Nothing of it is kept. */
import * as operations from './api/operations.js';
import {applyEntities} from './event-batch.js';
import type {Contact, Recipient, Template} from './model.js';
import {noResultError, throwRefusal, type StateAccess} from './state-access.js';

/** As many are asked for; where there are as many, there may be more. */
export const RECIPIENTS = 10;
const TEMPLATES = 50;

export class Directory {
  readonly #access: StateAccess;

  constructor(access: StateAccess) {
    this.#access = access;
  }

  /** Who a new chat can go to, best match first. @throws {ChatError} */
  async searchRecipients(search: string, signal: AbortSignal): Promise<readonly Recipient[]> {
    const variables = {search, first: RECIPIENTS};
    const {smsRecipients} = await this.#access.request(operations.recipients, variables, {signal});
    return smsRecipients;
  }

  /** @throws {ChatError} */
  async searchTemplates(search: string, signal: AbortSignal): Promise<readonly Template[]> {
    const variables = {search: search || null, first: TEMPLATES};
    const {smsTemplates} = await this.#access.request(operations.templates, variables, {signal});
    return smsTemplates.edges.map(({node}) => node);
  }

  /** @throws {ChatError} where the host refuses; `field` names the input at fault. */
  async createContact(input: {address: string; firstName: string; lastName: string}): Promise<Contact> {
    const {name} = operations.createContact;
    const {smsCreateContact} = await this.#access.load(
      operations.createContact,
      {input},
      (state, {smsCreateContact: {contact}}) => applyEntities(state, {contact}),
    );
    throwRefusal(this.#access, smsCreateContact.error, name);
    const {contact} = smsCreateContact;
    if (!contact) throw noResultError(name);
    return contact;
  }
}
