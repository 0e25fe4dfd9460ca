// For tests of bots: people to act as, and a clock that is moved by hand.
export { manualClock, type ManualClock } from './manualClock.ts';
export { ControlError, People, Stream } from './people.ts';
