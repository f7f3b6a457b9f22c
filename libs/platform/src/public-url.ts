import type { Config } from './config.js';

/** Of a request: by which address it came. */
export type Asked = { readonly protocol: string; readonly host: string };

/**
 * Where the deployment is reached, without a slash at the end, for addresses that are told to whoever asks: as it is configured,
 * and otherwise as they reached it themselves. Never for what goes to somebody else: anybody can send any `Host`.
 */
export const publicUrlOf = ({ publicUrl }: Pick<Config, 'publicUrl'>, { protocol, host }: Asked): string => publicUrl ?? `${protocol}://${host}`;
