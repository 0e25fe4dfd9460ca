// A connection to a MongoDB server that tests can cut and restore.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Way {
  /** The URI of this connection. */
  readonly uri: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** It is open at first. */
export async function wayTo(direct: string): Promise<Way> {
  const { hostname, port } = new URL(direct.replace('mongodb:', 'http:'));
  const open = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  });
  const listen = async (at: number) => {
    listener.listen(at, '127.0.0.1');
    await once(listener, 'listening');
    return (listener.address() as AddressInfo).port;
  };
  const near = await listen(0);
  return {
    uri: direct.replace(`${hostname}:${port}`, `127.0.0.1:${near}`),
    mend: async () => {
      await listen(near);
    },
    cut: async () => {
      listener.close();
      for (const socket of open) socket.destroy();
      await once(listener, 'close');
    },
  };
}
