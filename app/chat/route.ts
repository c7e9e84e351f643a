export { gatewayRoute as POST } from '#lib/composition/routes.ts';
