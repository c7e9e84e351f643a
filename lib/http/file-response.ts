/**
 * A file to save. Whatever it holds, a browser neither shows it nor guesses its type: it came from a machine that isn't
 * trusted with this origin.
 */
export function fileResponse(
  name: string,
  file: { mediaType: string; content: Uint8Array<ArrayBuffer> },
): Response {
  const plain = name.replaceAll(/[^\w .-]/g, '_');
  // RFC 8187 leaves these unencoded beside letters and digits.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new Response(file.content, {
    headers: {
      'content-type': SAFE_TYPE.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
      'content-length': String(file.content.byteLength),
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

const SAFE_TYPE = /^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/;
