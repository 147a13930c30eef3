import {readFileSync} from 'node:fs';
import type {DocumentList} from './schema/trusted-documents.js';

/** Reads a variable's text; throws what is wrong with it, as the end of a sentence that begins with its name. */
export interface Variable<T> {
  parse(text: string): T;
  /** What holds where the variable is not set, or empty. */
  fallback: T;
  /** Set where nothing does: what has to be there, as the end of a sentence that begins “NAME is needed:”. */
  needed?: string;
}

export type Variables = Record<string, Variable<unknown>>;

export type ValuesOf<V extends Variables> = {[Name in keyof V]: V[Name]['fallback']};

/**
 * Reads every variable. What cannot be read is in `mistakes`, a sentence each, without the value: it may be a
 * secret. Values are complete only where there are no mistakes.
 */
export function readVariables<V extends Variables>(
  variables: V,
  environment: Readonly<Record<string, string | undefined>>,
): {values: ValuesOf<V>; mistakes: string[]} {
  const mistakes: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, {parse, fallback, needed}] of Object.entries(variables)) {
    const given = environment[name]?.trim() ?? '';
    try {
      if (given === '' && needed !== undefined) throw new Error(`is needed: ${needed}`);
      values[name] = given === '' ? fallback : parse(given);
    } catch (error) {
      mistakes.push(`${name} ${(error as Error).message}.`);
    }
  }
  return {values: values as ValuesOf<V>, mistakes};
}

export function text(fallback: string, {least = 1}: {least?: number} = {}): Variable<string> {
  return {
    fallback,
    parse(given) {
      if (given.length < least) throw new Error(`needs at least ${least} characters`);
      return given;
    },
  };
}

export function integer(
  fallback: number,
  {least = 0, most = Number.MAX_SAFE_INTEGER}: {least?: number; most?: number} = {},
): Variable<number> {
  return {
    fallback,
    parse(given) {
      const value = /^\d+$/.test(given) ? Number(given) : NaN;
      if (!(value >= least && value <= most)) {
        throw new Error(
          most === Number.MAX_SAFE_INTEGER
            ? `must be a whole number of at least ${least}`
            : `must be a whole number from ${least} to ${most}`,
        );
      }
      return value;
    },
  };
}

/** One of these words; the first where none is given. */
export function oneOf<const Word extends string>(...words: [Word, ...Word[]]): Variable<Word> {
  return {
    fallback: words[0],
    parse(given) {
      const word = words.find((one) => one === given.toLowerCase());
      if (!word) throw new Error(`must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
      return word;
    },
  };
}

export function url(...protocols: string[]): Variable<URL> {
  return {
    fallback: new URL('about:blank'),
    parse(given) {
      const value = URL.canParse(given) ? new URL(given) : null;
      if (!value || !protocols.includes(value.protocol)) {
        throw new Error(
          `must be an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')}`,
        );
      }
      return value;
    },
  };
}

/** Such as https://dashboard.example: what browsers send as Origin, to the letter. */
export const origin: Variable<string> = {
  fallback: '',
  parse(given) {
    if (given === '*') throw new Error('cannot allow every origin: name those of your dashboards');
    if (!URL.canParse(given) || new URL(given).origin !== given) {
      throw new Error('must be origins such as https://dashboard.example: no path, no slash at the end');
    }
    return given;
  },
};

/** A file as `npm run codegen` writes it. Read here only to tell whether it can be. */
export const documentList: Variable<string> = {
  fallback: '',
  parse(given) {
    try {
      const {documents} = JSON.parse(readFileSync(given, 'utf8')) as DocumentList;
      if (documents.every(({sha256}) => sha256)) return given;
    } catch {
      // Told below.
    }
    throw new Error('must name files such as schema/trusted-documents.json, which this host can read');
  },
};

/** Several, with commas between them. */
export function list<T>({parse}: Variable<T>): Variable<T[]> {
  return {
    fallback: [],
    parse: (given) =>
      given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map(parse),
  };
}

/** Null where it is not set. */
export function optional<T>({parse}: Variable<T>): Variable<T | null> {
  return {fallback: null, parse};
}

/** Has to be set; `needed` says what it is for. */
export function required<T>(variable: Variable<T>, needed: string): Variable<T> {
  return {...variable, needed};
}
