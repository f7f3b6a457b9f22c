import Libsql from 'libsql';
export const db = Libsql;
