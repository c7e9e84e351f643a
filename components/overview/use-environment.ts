import { useUrlParam } from '#lib/client/use-url-param.ts';

/** The environment whose runs the address asks for with `?env=`; null is all of them. */
export function useEnvironment(): [string | null, (env: string | null) => void] {
  const [env, setEnv] = useUrlParam('env');
  return [env, (next) => setEnv(next)];
}
