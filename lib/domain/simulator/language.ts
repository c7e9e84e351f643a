/** Words that may stand for each other without harm; a simulated model rewords with them, the judge treats them as equal. */
const SYNONYM_PAIRS =
  'big/large quick/fast quickly/rapidly usually/typically also/additionally many/numerous often/frequently ' +
  'main/primary therefore/thus begin/start begins/starts needs/requires need/require keep/retain keeps/retains ' +
  'allows/permits allow/permit whole/entire different/distinct simple/straightforward wrong/incorrect buy/purchase ' +
  'shows/displays happens/occurs happen/occur easily/readily enough/sufficient mostly/mainly roughly/approximately ' +
  'important/essential finished/completed given/provided gives/provides give/provide method/approach problem/issue ' +
  'problems/issues answer/reply people/persons';

/** Opposites: swapping one for the other makes a statement wrong. */
const ANTONYM_PAIRS =
  'increase/decrease increases/decreases increased/decreased increasing/decreasing before/after more/less ' +
  'higher/lower north/south northern/southern east/west eastern/western hot/cold hotter/colder ' +
  'always/never first/last true/false yes/no positive/negative maximum/minimum above/below inside/outside ' +
  'earlier/later faster/slower larger/smaller longer/shorter older/newer with/without open/closed ' +
  'enable/disable enabled/disabled enables/disables include/exclude includes/excludes included/excluded ' +
  'safe/dangerous possible/impossible public/private input/output ascending/descending ' +
  'absorb/release absorbs/releases absorbed/released best/worst good/bad ' +
  'strong/weak stronger/weaker heavier/lighter warm/cool internal/external success/failure succeeds/fails ' +
  'add/remove adds/removes added/removed rises/falls rise/fall morning/evening day/night ' +
  'local/remote horizontal/vertical synchronous/asynchronous parent/child mother/father wife/husband ' +
  'monday/thursday tuesday/friday wednesday/saturday april/october july/september november/december ' +
  'high/low long/short early/late old/new cheap/expensive easy/difficult rich/poor thick/thin full/empty ' +
  'top/bottom accept/reject accepted/rejected approved/denied permanent/temporary ' +
  'lossless/lossy mutable/immutable liquid/solid summer/winter red/blue green/yellow black/white';

const NUMBER_WORDS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

const STOP_WORDS = new Set(
  (
    'a an the of to in on at by for from as is are was were be been being am and or but if it its this that these ' +
    'those i you he she we they them his her their our your my me us do does did done have has had can could will ' +
    'would shall should may might must not no so than then there here what which who whom when where why how with ' +
    'about into over under just only please s t m re ve ll d'
  ).split(' '),
);

const ANTONYMS = twoWay(ANTONYM_PAIRS);
const SYNONYMS = twoWay(SYNONYM_PAIRS);
const CANONICAL = new Map(
  SYNONYM_PAIRS.split(' ').map((pair) => {
    const [first = '', second = ''] = pair.split('/');
    return [second, first];
  }),
);

/** The opposite of a lower-case word, where the list has one. */
export function antonymOf(word: string): string | undefined {
  return ANTONYMS.get(word);
}

/** A harmless replacement of a lower-case word, where the list has one. */
export function synonymOf(word: string): string | undefined {
  return SYNONYMS.get(word);
}

/** One spelling for a lower-case word, its synonyms and its number: `2` for `two`, `big` for `large`. */
export function canonicalWord(word: string): string {
  const value = NUMBER_WORDS.indexOf(word);
  return value >= 0 ? String(value + 1) : (CANONICAL.get(word) ?? word);
}

/** Whether a lower-case word carries no content of its own. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** 1 to 12 for a number word or digits, else undefined. */
export function smallNumber(word: string): number | undefined {
  const value = /^\d{1,2}$/.test(word) ? Number(word) : NUMBER_WORDS.indexOf(word.toLowerCase()) + 1;
  return value >= 1 && value <= 12 ? value : undefined;
}

/** The number word for 1 to 12, else undefined. */
export function numberWord(value: number): string | undefined {
  return NUMBER_WORDS[value - 1];
}

function twoWay(pairs: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const pair of pairs.split(' ')) {
    const [first = '', second = ''] = pair.split('/');
    if (!map.has(first)) map.set(first, second);
    if (!map.has(second)) map.set(second, first);
  }
  return map;
}
