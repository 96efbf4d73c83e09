import { atLeast, exactly, told, type Proof } from './proof.ts';
import { tryRules } from './rule-fuzz/try-rules.ts';

const sizes = { short: { sets: 20 }, full: { sets: 500 } };
const rules = 20;
const records = 100;
const seed = 20_260_401;

/** Random rules over random records: the index finds what asking each rule finds, the filter for texts loses nothing. */
export const ruleFuzz: Proof = {
  name: 'rule-fuzz',
  about: 'random rules over random records: indexed is plain, the text filter loses no match, nothing is thrown',
  async run(size, say) {
    const { sets } = sizes[size];
    const total = { pairs: 0, refused: 0, matches: 0, letGo: 0 };
    const troubles: string[] = [];
    for (let set = 0; set < sets; set += 1) {
      const tried = tryRules(seed + set, rules, records);
      total.pairs += tried.pairs;
      total.refused += tried.refused;
      total.matches += tried.matches;
      total.letGo += tried.letGo;
      troubles.push(...tried.troubles);
      if ((set + 1) % 100 === 0) say(`${total.pairs} pairs`);
    }
    return {
      figures: [
        told('seed', `${seed}`),
        atLeast('rule and record pairs', total.pairs, sets * rules * records),
        told('rules refused for a fault', `${total.refused}`),
        atLeast('matches', total.matches, total.pairs / 50),
        atLeast('texts let go by the filter of a rule', total.letGo, total.pairs / 100),
        exactly('differences between indexed and plain, matches lost, errors thrown', troubles.length, 0),
      ],
      ...(troubles.length === 0 ? {} : { table: [['trouble'], ...troubles.slice(0, 10).map((each) => [each])] }),
    };
  },
};
