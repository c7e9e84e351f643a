/** @type {import('next').NextConfig} */
const config = {
  // Packages that read their own files at run time (WebAssembly, workers) must stay outside the bundle.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pg-boss', 'pino', '@prisma/client', 'undici'],
  // `npm test` checks types; a start shouldn't wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
