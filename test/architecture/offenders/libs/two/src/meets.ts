import { does } from '../../one/src/commands.js';
export const meets = does;
