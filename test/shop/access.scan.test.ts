import { switchesOn } from './on.ts';

switchesOn(false);
