export { gatewayRoute as GET } from '#lib/composition/routes.ts';
