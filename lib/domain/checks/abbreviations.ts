/** Abbreviations (lower case, without the last full stop) after which a sentence always goes on. */
export const NEVER_LAST: ReadonlySet<string> = new Set(
  `dr mr mrs ms mx prof st mt hon sgt capt lt cmdr gov messrs mme mlle
   e.g i.e eg ie vs approx ca resp figs eqs eds pp
   z.b d.h u.a bzw vgl evtl ggf inkl exkl zzgl str hr fr
   т.е т.к p.ej sr sra srta dra ud uds n.b`.split(/\s+/),
);

/** Abbreviations that may also end a sentence: only a capital letter or a digit behind them begins a new one. */
export const SOMETIMES_LAST: ReadonlySet<string> = new Set(
  `etc usw usf a.m p.m am pm u.s u.s.a u.k e.u b.c a.d b.c.e c.e n.chr v.chr inc ltd co corp jr bros cf
   no nos nr al min max est dept univ ave rd blvd apt fig eq vol sec art núm pág av
   abs т.д т.п руб тыс млн jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun`.split(
    /\s+/,
  ),
);

/** Of those above, the ones that stand before a number: "No. 5", "Fig. 2". */
export const BEFORE_NUMBER: ReadonlySet<string> = new Set(
  'no nos nr jan feb mar apr jun jul aug sep sept oct nov dec apt fig eq vol sec art est abs núm pág'.split(
    ' ',
  ),
);

/** Months after a German ordinal number: "am 3. Oktober". */
export const GERMAN_MONTH =
  /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/;

/** Words that begin a sentence rather than continue a name after an initial. */
export const SENTENCE_OPENER =
  /^(?:The|This|That|These|Those|It|Its|He|She|They|We|You|I|A|An|In|On|At|For|If|But|And|So|As|There|Then|However|Both|No|Yes|To|When|While|With|Not|What|Who|Why|How|Please)\b/;
