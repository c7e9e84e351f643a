export { authRoute as GET, authRoute as POST } from '#lib/composition/sign-in.ts';
