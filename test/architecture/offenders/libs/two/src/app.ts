import { app } from '../../../apps/api/src/main.js';
export const knows = app;
