const LIMIT_MS = 10_000;
const PAUSE_MS = 20;

/** Looks again, soon, until the assertions in `check` hold; fails with the last of them. */
export async function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  const limit = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > limit) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
