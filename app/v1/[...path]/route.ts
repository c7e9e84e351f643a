export { gatewayRoute as GET, gatewayRoute as POST } from '#lib/composition/routes.ts';
