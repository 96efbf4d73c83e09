import { z } from 'zod';
import { closeReasons } from '#core/alert.ts';
import { severities } from '#core/severity.ts';
import { sortable } from '../reading/instant-of.ts';

const name = (description: string) => z.string().regex(/\S/, 'is empty').describe(description);
const value = z.union([z.string(), z.number(), z.boolean()]);

/** One alert in Irene's own format, version 1. `docs/format.md` shows it to those who write it; the two are kept alike. */
export const alertSchema = z
  .object({
    irene: z.literal(1).describe('Version of this format.'),
    id: name('Id of this finding; the same each time it is reported again.'),
    type: name('What kind of trouble it is, the same for all alerts of the kind, e.g. `deploy-key-leaked`.'),
    title: name('One line for people.'),
    severity: z.enum(severities.toReversed()).describe('How bad it is; the rules may change it.'),
    resource: z
      .object({
        id: name('Full name of the thing: ARN, URL, path.'),
        type: name('Kind of thing, e.g. `repository`.'),
        name: name('Short name for people.').optional(),
        url: z.string().optional().describe('Web page of the thing, http or https.'),
      })
      .describe('What the alert is about.'),
    account: name(
      'AWS account id, Google Cloud project id, or your own name for the place; decides whose project it is.',
    ),
    at: z.iso
      .datetime({ offset: true })
      .refine((at) => sortable(new Date(at)) !== undefined, 'lies before 1970 or after 9999')
      .describe('When it was last seen: RFC 3339 with `Z` or an offset.'),
    product: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/)
      .optional()
      .describe('Which product says so, e.g. `falco`: keeps equal types of two products apart.'),
    provider: z.enum(['aws', 'gcp', 'other']).default('other').describe('Which cloud `account` is in.'),
    region: name('Region or place.').optional(),
    description: z.string().optional().describe('What happened, as long as needed; 4,000 characters are kept.'),
    facts: z
      .union([z.record(z.string(), value), z.array(z.object({ label: name('Short label.'), value }))])
      .optional()
      .describe('Who and where, the most telling first; at most 1,000, 25 are kept.'),
    url: z.string().optional().describe('Web page of the finding, http or https.'),
    ended: z.enum(closeReasons).optional().describe('Given when it is over, and how: closes the case.'),
  })
  .describe('One alert in the generic format of Irene.');

export type GenericAlert = z.output<typeof alertSchema>;
