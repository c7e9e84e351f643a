import { defineConfig } from 'prisma/config';

// For people who run Prisma's own commands; the application itself needs no file but the schema.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
