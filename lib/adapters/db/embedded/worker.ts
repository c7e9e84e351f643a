import { PGlite } from '@electric-sql/pglite';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { stepBack } from './step-back.ts';
import { createWireSplitter, leavesTransactionOpen, type WireGroup } from './wire.ts';

/*
 * PostgreSQL (PGlite) on a thread of its own, so that its work never delays a request on the main thread. Connections
 * arrive as message ports that carry the ordinary wire protocol; the same `pg` driver serves both databases.
 */
const { dataDir } = workerData as { dataDir: string };
stepBack();
const database = await PGlite.create({ dataDir });

/** The connection that holds an open transaction; nobody else may speak until it ends. */
let owner: MessagePort | null = null;
let turn: Promise<void> = Promise.resolve();
const waiting: { port: MessagePort; bytes: Uint8Array }[] = [];

const ROLLBACK = new TextEncoder().encode('Q\0\0\0\rROLLBACK\0');

function submit(port: MessagePort, bytes: Uint8Array): void {
  waiting.push({ port, bytes });
  turn = turn.then(runNext);
}

async function runNext(): Promise<void> {
  const index = owner === null ? 0 : waiting.findIndex((entry) => entry.port === owner);
  const [entry] = index < 0 ? [] : waiting.splice(index, 1);
  if (!entry) return;
  const reply = await database.execProtocolRaw(entry.bytes);
  const wasOwned = owner !== null;
  owner = leavesTransactionOpen(reply) ? entry.port : null;
  const copy = reply.slice();
  entry.port.postMessage(copy, [copy.buffer]);
  // Whoever waited for the transaction to end had its turn pass by: give it another.
  if (!wasOwned || owner !== null) return;
  waiting.forEach(() => {
    turn = turn.then(runNext);
  });
}

function close(port: MessagePort): void {
  for (let i = waiting.length - 1; i >= 0; i -= 1) if (waiting[i]?.port === port) waiting.splice(i, 1);
  if (owner === port) submit(port, ROLLBACK);
}

function handle(port: MessagePort, group: WireGroup): void {
  if (group.kind === 'terminate') port.close();
  else submit(port, group.bytes);
}

function accept(port: MessagePort): void {
  const split = createWireSplitter();
  port.on('message', (chunk: Uint8Array) => {
    for (const group of split(chunk)) handle(port, group);
  });
  port.on('close', () => close(port));
}

parentPort?.on('message', (message: { connect: MessagePort } | { shutdown: true }) => {
  if ('connect' in message) accept(message.connect);
  else void turn.then(() => database.close()).then(() => parentPort?.postMessage({ closed: true }));
});
parentPort?.postMessage({ ready: true });
