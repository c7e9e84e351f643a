/**
 * A file to save. Whatever it holds, a browser neither shows it nor guesses its type: it came from a machine that isn't
 * trusted with this origin.
 */
export function fileResponse(
  name: string,
  file: { mediaType: string; content: Uint8Array<ArrayBuffer> },
): Response {
  const headers = fileHeaders(name, file.mediaType);
  headers.set('content-length', String(file.content.byteLength));
  return new Response(file.content, { headers });
}

/** The same for a file that is made while it is sent; it is made no faster than it is taken. */
export function fileStreamResponse(
  name: string,
  mediaType: string,
  pieces: AsyncGenerator<string>,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
  return new Response(body, { headers: fileHeaders(name, mediaType) });
}

function fileHeaders(name: string, mediaType: string): Headers {
  const plain = name.replaceAll(/[^\w .-]/g, '_');
  // RFC 8187 leaves these unencoded beside letters and digits.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new Headers({
    'content-type': SAFE_TYPE.test(mediaType) ? mediaType : 'application/octet-stream',
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
}

const SAFE_TYPE = /^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/;
