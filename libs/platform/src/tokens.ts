/** Injection tokens of the ports, whose types are interfaces and so have no value to inject by. */
export const CLOCK = Symbol('Clock');
export const CHANCE = Symbol('Chance');
export const EVENT_STORE = Symbol('EventStore');
export const READ_STORE = Symbol('ReadStore');
export const KEY_VAULT = Symbol('KeyVault');
export const BLOB_STORE = Symbol('BlobStore');
/** Null on servers. */
export const DATA_FOLDER = Symbol('DataFolder');
/** Null on the embedded stores. */
export const MONGODB = Symbol('MongoConnection');
export const CONFIG = Symbol('Config');
export const CONTEXTS = Symbol('ContextParts[]');
export const STORES = Symbol('Stores');
