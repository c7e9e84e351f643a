export { healthRoute as GET } from '#lib/composition/routes.ts';
