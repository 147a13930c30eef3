import {stripIgnoredCharacters} from 'graphql';
import {systemError} from './errors.js';

/** A list of documents with their ids, as `npm run codegen` writes it to schema/trusted-documents.json. */
export interface DocumentList {
  documents: readonly {name: string; sha256: string; document: string}[];
}

/** What of a request says which document it means. */
export interface DocumentParams {
  query?: string | null;
  extensions?: {persistedQuery?: {sha256Hash?: unknown}} | null;
}

/**
 * The documents that a host answers, and no other. A request names one by its full text, in whatever layout, or by
 * its SHA-256 as `extensions.persistedQuery.sha256Hash`.
 */
export class TrustedDocuments {
  #byId = new Map<string, string>();
  #texts = new Set<string>();

  constructor(lists: readonly DocumentList[]) {
    for (const {sha256, document} of lists.flatMap(({documents}) => documents)) {
      this.#byId.set(sha256, document);
      this.#texts.add(document);
    }
  }

  /** The text to execute; throws FORBIDDEN for what is not in the list. */
  resolve({query, extensions}: DocumentParams): string {
    if (query) {
      if (this.#texts.has(query) || this.#texts.has(layout(query))) return query;
    } else {
      const id = extensions?.persistedQuery?.sha256Hash;
      const document = typeof id === 'string' ? this.#byId.get(id) : undefined;
      if (document) return document;
    }
    throw systemError(
      'FORBIDDEN',
      'This host answers only documents that it knows. Its operator can add yours: see TRUSTED_DOCUMENTS.',
      403,
    );
  }
}

/** The same document without what means nothing in it; anything else stays what it is. */
function layout(query: string): string {
  try {
    return stripIgnoredCharacters(query);
  } catch {
    return query; // no GraphQL at all
  }
}
