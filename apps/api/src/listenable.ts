import { createServer } from 'node:net';
import { ConfigError, type Config } from '@hewu/platform/src/config.js';

/** What the operating system says of an address it does not let us listen on, in the operator's words. */
const wordsOf = (code: string | undefined, { host, port }: Pick<Config, 'host' | 'port'>): string | null => {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is in use on ${host}; choose another`;
    case 'EACCES':
      return `PORT: ${port} is not ours to listen on; choose one from 1024 on`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return `HOST: "${host}" is no address of this machine`;
    default:
      return null;
  }
};

/** Listens for a moment, before anything else is begun. Throws `ConfigError` when this process cannot listen there. */
export const checkListenable = ({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> =>
  new Promise((fine, failed) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = wordsOf(error.code, { host, port });
      failed(words === null ? error : new ConfigError(words));
    });
    server.listen(port, host, () => server.close(() => fine()));
  });
