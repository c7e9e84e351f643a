/** Announcements of an answer that hold none of it; several languages, because grading models fall for all of them. */
const ANNOUNCEMENTS = `
  answer|my answer|final answer|the answer|the answer is|the final answer is|answer is|here is the answer|here is my answer
  here s the answer|here s my answer|solution|my solution|the solution|here is the solution|here s the solution
  response|my response|here is my response|here s my response|result|explanation|reasoning|analysis|conclusion|summary
  thought|thoughts|thought process|my thought process|thinking|thinking process|chain of thought|step by step|steps|step 1
  let s think|let s think step by step|let s think about this|let s think about it|let s think about this step by step
  let s solve this|let s solve it|let s solve this problem|let s solve this step by step|let s solve it step by step
  let s solve this problem step by step|let s solve the problem|let s solve the problem step by step
  let s work through this|let s work through this step by step|let s work this out|let s work this out step by step
  let s break this down|let s break it down|let s break this down step by step|let s begin|let s start|let s get started
  let s analyze this|let s analyze this step by step|let us think step by step|let us solve this problem step by step
  let me think|let me think about this|let me think about it|let me think step by step|let me explain|let me see
  i will solve this step by step|i ll solve this step by step|i will think step by step|to solve this problem
  to answer this question|to answer your question|first|first of all|in conclusion|in summary
  solución|la solución|respuesta|la respuesta|la respuesta es|respuesta final|proceso de pensamiento|razonamiento
  pensemos paso a paso|vamos a resolver este problema paso a paso|resolvamos este problema paso a paso
  lösung|die lösung|antwort|die antwort|die antwort lautet|gedankengang|überlegung|schritt für schritt
  lass uns schritt für schritt denken|lösen wir dieses problem schritt für schritt
  réponse|la réponse|la réponse est|raisonnement|réfléchissons étape par étape|résolvons ce problème étape par étape
  soluzione|risposta|la risposta|la risposta è|ragionamento|solução|resposta|a resposta|a resposta é|raciocínio
  решение|ответ|рассуждение|давайте подумаем шаг за шагом|давайте решим эту задачу шаг за шагом
  الحل|الجواب|الإجابة|उत्तर|हल|समाधान|cevap|çözüm|odpowiedź|rozwiązanie
  解|解答|解法|解析|答|答案|最终答案|思考过程|思路|分析|让我们一步一步思考|让我们一步步思考|让我们一步一步地解决这个问题|首先
  かいせつ|解説|回答|答え|こたえ|考え方|思考過程|ステップバイステップで考えましょう|一歩ずつ考えましょう
  풀이|해설|정답|답|답변|해결|단계별로 생각해 봅시다|คำตอบ|วิธีทำ|เฉลย
`;

/** Words that only claim to comply. */
const ASSENTS = `
  sure|sure thing|certainly|of course|absolutely|definitely|gladly|yes of course|yes certainly
  great question|good question|that is a great question|that s a great question|what a great question
  excellent question|interesting question|thank you for your question|thanks for your question|thanks for asking
  happy to help|i m happy to help|i am happy to help|i d be happy to help|i would be happy to help|glad to help
  i can help with that|i can help you with that|i ll help you with that|i will help you with that|let me help
  let me help you|let me help you with that|here you go|here it is|here is what you asked for
  claro|por supuesto|natürlich|selbstverständlich|gerne|bien sûr|certo|certamente|конечно|当然|好的|当然可以|もちろん|물론
`;

const listOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\||\n\s*/));

const ASSENT_SET = listOf(ASSENTS);
const OPENER_SET: ReadonlySet<string> = new Set([...listOf(ANNOUNCEMENTS), ...ASSENT_SET]);
const MOST_WORDS = Math.max(...[...OPENER_SET].map((opener) => opener.split(' ').length));
const MOST_CHARACTERS = 400;

/** Whether a text holds only openers, one or several: announcements ("Let's solve this step by step.") and assents. */
export function isOnlyOpeners(text: string): boolean {
  return isOnly(text, OPENER_SET);
}

/** Whether a text holds only words of assent ("Sure!"), which may be all that was asked for. */
export function isOnlyAssents(text: string): boolean {
  return isOnly(text, ASSENT_SET);
}

function isOnly(text: string, phrases: ReadonlySet<string>): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const words = plainWords(text);
  if (words.length === 0) return false;
  for (let from = 0; from < words.length;) {
    const taken = phraseLength(words, from, phrases);
    if (taken === 0) return false;
    from += taken;
  }
  return true;
}

/** Words of the longest phrase that begins here; 0 when none does. */
function phraseLength(words: readonly string[], from: number, phrases: ReadonlySet<string>): number {
  for (let length = Math.min(MOST_WORDS, words.length - from); length > 0; length -= 1) {
    if (phrases.has(words.slice(from, from + length).join(' '))) return length;
  }
  return 0;
}

function plainWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
