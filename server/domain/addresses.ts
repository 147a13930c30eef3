import {parsePhoneNumberFromString} from 'libphonenumber-js/mobile';
import type {CountryCode} from 'libphonenumber-js/mobile';

/** Spaces of every kind, and the marks that come along when a number is copied out of a contact list. */
const invisible = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;
const shortCode = /^\d{3,8}$/;
const e164 = /^\+[1-9]\d{6,14}$/;

/** A number as people type it, without blanks and in plain digits: keyboards for Arabic and Japanese have digits of their own. */
function compacted(text: string): string {
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/**
 * A recipient as people type it, in E.164, or a short code as it is (R22). Null for what no SMS can be sent to:
 * no number, a landline, a number with an extension.
 */
export function parseRecipient(text: string, country: string): string | null {
  const compact = compacted(text);
  // Before parsing: libphonenumber would read 12345 as a short national number.
  if (shortCode.test(compact)) return compact;
  if (!/^[+\d(][\d()./\-\u2010-\u2015]*$/.test(compact)) return null;
  const number = parsePhoneNumberFromString(compact, country as CountryCode);
  return number?.isValid() && !number.ext ? number.number : null;
}

/**
 * An address as the gateway gives it. Carriers pass on numbers that no metadata knows and names of senders, so
 * only the writing is normalised.
 */
export function normaliseGatewayAddress(text: string, country: string): string {
  const trimmed = text.replace(invisible, ' ').trim();
  const compact = trimmed.replaceAll(' ', '');
  return e164.test(compact) ? compact : (parseRecipient(trimmed, country) ?? trimmed);
}

/** Whether something can be sent to the address: not to the name of an alphanumeric sender. */
export function canReceive(address: string): boolean {
  return e164.test(address) || shortCode.test(address);
}

/** As people of the country write the number: their own in national form, others with their country's code. */
export function formatAddress(address: string, country: string): string {
  const number = e164.test(address) ? parsePhoneNumberFromString(address) : undefined;
  if (!number) return address;
  if (number.country === country) return number.formatNational();
  return number.countryCallingCode === '1' ? `+1 ${number.formatNational()}` : number.formatInternational();
}

/** The digits to look for when a search is a number or a piece of one; null where it is something else. */
export function searchDigits(search: string): string | null {
  const compact = compacted(search);
  if (!/^[+\d()./\-\u2010-\u2015]+$/.test(compact)) return null;
  // Numbers are stored with their country's code: the trunk 0 of the national form is not in them.
  const digits = compact.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '');
  return digits === '' ? null : digits;
}
