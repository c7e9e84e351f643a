export { readyRoute as GET } from '#lib/composition/routes.ts';
