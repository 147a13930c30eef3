export interface Cluster {
  /** Of its database `postgres`. */
  url: string;
  pid: number;
  folder: string;
  stop(): Promise<void>;
}

export function findPostgres(): string | undefined;
export function ensurePostgres(): string;
export function startCluster(options?: {
  durable?: boolean;
  settings?: Record<string, string | number>;
}): Promise<Cluster>;
