// Stands before FerretDB and lets one message through at a time, whichever connection it comes by, so that each command
// is one step for all clients, as it is in MongoDB. FerretDB 1.24 by itself reads, computes and writes in three: of
// twelve who count one up at once, some are lost (docs/decisions/0001).
import { connect, createServer } from 'node:net';

const HEADER_BYTES = 16;
const OP_MSG = 2013;
/** A flag of OP_MSG: whoever sends it waits for no answer. */
const MORE_TO_COME = 2;

const wantsNoAnswer = (message) => message.readInt32LE(12) === OP_MSG && (message.readUInt32LE(HEADER_BYTES) & MORE_TO_COME) !== 0;

/** Calls back with each message of the wire protocol, whole: it begins with its own length. */
const onMessage = (socket, heard) => {
  let come = Buffer.alloc(0);
  socket.on('data', (data) => {
    come = Buffer.concat([come, data]);
    while (come.length >= HEADER_BYTES && come.length >= come.readInt32LE(0)) {
      const length = come.readInt32LE(0);
      heard(come.subarray(0, length));
      come = come.subarray(length);
    }
  });
};

/** Listens on a free port of 127.0.0.1 before the server on another. */
export const oneAtATime = async (serverPort) => {
  let turn = Promise.resolve();
  const gate = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    let answered = () => undefined;
    onMessage(server, (message) => (client.write(message), answered()));
    onMessage(client, (message) => {
      turn = turn.then(
        () =>
          new Promise((next) => {
            answered = next;
            if (server.destroyed) return next();
            server.write(message);
            if (wantsNoAnswer(message)) next();
          }),
      );
    });
    // What was sent is done, though nobody waits for the answer any more: it is waited for here.
    client.once('close', () => (turn = turn.then(() => void server.destroy())));
    server.once('close', () => (client.destroy(), answered()));
    for (const socket of [client, server]) socket.setNoDelay().on('error', () => socket.destroy());
  });
  await new Promise((ready, failed) => gate.once('error', failed).listen(0, '127.0.0.1', ready));
  return { port: gate.address().port, close: () => gate.close() };
};
