import type { Kind } from './kind.ts';
import { close } from './kinds/close.ts';
import { config } from './kinds/config.ts';
import { correlation } from './kinds/correlation.ts';
import { detection } from './kinds/detection.ts';
import { identity } from './kinds/identity.ts';
import { severity } from './kinds/severity.ts';
import { silence } from './kinds/silence.ts';

/** Everything that a rule can be. */
export const kinds: readonly Kind[] = [detection, correlation, config, severity, close, identity, silence];
