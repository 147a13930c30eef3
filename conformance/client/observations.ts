import {isSame} from '../check.js';
import type {GraphqlError} from './types.js';

interface Entity {
  __typename: string;
  id: string;
  version: number;
}

/** Fields of the contract that are of the type SmsDateTime. */
const times = ['at', 'createdAt', 'lastActivityAt', 'serverTime'];
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]00:00)$/i;

/** What came up in answers and events of the whole run: versions of entities, times, and system errors. */
export class Observations {
  /** Two states that were told under one version of one entity. */
  readonly ambiguous: string[] = [];
  /** Times that are written in another way than the contract says. */
  readonly wrongTimes: string[] = [];
  /** Errors of answers, by code. */
  readonly errors: GraphqlError[] = [];
  #versions = new Map<string, unknown>();

  /** After a restored backup, other states may come under the versions that were undone. */
  forgetVersions(): void {
    this.#versions.clear();
  }

  /** Takes note of every entity in an answer or an event. */
  note(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (isEntity(value)) this.#noteEntity(value);
    for (const [name, part] of Object.entries(value)) {
      if (times.includes(name)) this.#noteTime(name, part);
      else this.note(part);
    }
  }

  #noteTime(name: string, value: unknown): void {
    const isTime = typeof value === 'string' && time.test(value) && !Number.isNaN(Date.parse(value));
    if (!isTime) this.wrongTimes.push(`${name} is ${JSON.stringify(value)}`);
  }

  #noteEntity(entity: Entity): void {
    const key = `${entity.__typename} ${entity.id} version ${entity.version}`;
    const own = Object.fromEntries(
      Object.entries(entity).map(([name, part]) => [name, isEntity(part) ? part.id : part]),
    );
    const known = this.#versions.get(key);
    if (known === undefined) return void this.#versions.set(key, own);
    if (isSame(known, own)) return;
    const differs = Object.keys(own).filter((name) => !isSame(own[name], (known as typeof own)[name]));
    this.ambiguous.push(`${key} was told with two values of ${differs.join(', ')}`);
  }
}

function isEntity(value: unknown): value is Entity {
  return (
    typeof value === 'object' &&
    value !== null &&
    '__typename' in value &&
    'id' in value &&
    'version' in value
  );
}
