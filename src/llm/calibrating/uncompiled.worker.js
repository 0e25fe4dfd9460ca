// Starts the fitting thread where the program runs as it is written: Node 20 gives threads no loader.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
