const ends = new WeakMap<Response, Promise<void>>();

/**
 * A response that hands on what the source yields as fast as the reader takes it. The source is started at once, so that
 * its own clean-up runs even when nobody ever reads: it must end by itself when the caller goes away.
 */
export function streamResponse(
  source: AsyncGenerator<Uint8Array>,
  headers: Record<string, string>,
): Response {
  const end = Promise.withResolvers<void>();
  let first: Promise<IteratorResult<Uint8Array>> | null = source.next();
  first.catch(() => undefined); // reported by the pull that awaits it
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const step = await (first ?? source.next());
        first = null;
        if (!step.done) return controller.enqueue(step.value);
        controller.close();
        end.resolve();
      } catch (error) {
        end.resolve();
        controller.error(error);
      }
    },
    async cancel() {
      await source.return(undefined);
      end.resolve();
    },
  });
  const response = new Response(body, { headers });
  ends.set(response, end.promise);
  return response;
}

/** Resolves when a streamed body is over; undefined for a response that is complete. */
export function endOfStream(response: Response): Promise<void> | undefined {
  return ends.get(response);
}
