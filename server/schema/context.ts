import type {Environment, Viewer} from '../domain/environment.js';

/** What every resolver is given. */
export interface RequestContext {
  env: Environment;
  viewer: Viewer;
  /** The log position read before anything else of this operation (R11). */
  syncCursor: string;
}
