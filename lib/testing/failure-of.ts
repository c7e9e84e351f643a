/** What a promise is rejected with; an error that says so when it isn't. */
export const failureOf = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
