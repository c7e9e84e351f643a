import { describe, expect, it } from 'vitest';
import { detectLanguage, LANGUAGES } from './language.ts';

const TEXTS: readonly [string, string][] = [
  [
    'en',
    'The release goes to a few users first, and if it is not worse than the one before, to all of them.',
  ],
  [
    'de',
    'Die neue Version geht zuerst an wenige Nutzer, und wenn sie nicht schlechter ist, dann auch an alle.',
  ],
  [
    'fr',
    'La nouvelle version est donnée à peu de personnes, et si elle ne va pas plus mal, elle va à tous dans le monde.',
  ],
  [
    'es',
    'La nueva versión se da primero a unos pocos usuarios y, si no es peor que la anterior, a todos los demás.',
  ],
  ['it', 'La nuova versione va prima a pochi utenti e, se non è peggiore di quella di prima, anche a tutti.'],
  [
    'pt',
    'A nova versão vai primeiro para poucos usuários e, se não for pior do que a anterior, também para todos.',
  ],
  [
    'nl',
    'De nieuwe versie gaat eerst naar een paar gebruikers en als het niet slechter is, dan ook naar de rest.',
  ],
  [
    'sv',
    'Den nya versionen går först till några få användare och om den inte är sämre så får alla den också.',
  ],
  [
    'pl',
    'Nowa wersja jest najpierw dla kilku osób, a jeśli nie jest gorsza, to już także dla tych, które są w sieci.',
  ],
  [
    'tr',
    'Bu sürüm önce çok az kullanıcı için, sonra daha kötü değil ise her kullanıcı ile bir olarak ve onlar gibi.',
  ],
  ['ru', 'Новая версия сначала идёт к немногим, и если она не хуже, то ко всем, чтобы мы были уверены.'],
  ['uk', 'Нова версія спочатку йде до кількох людей, і якщо вона не гірша, то її отримують усі інші.'],
  ['el', 'Η νέα έκδοση πηγαίνει πρώτα σε λίγους χρήστες.'],
  ['ar', 'تذهب النسخة الجديدة أولا إلى عدد قليل من المستخدمين.'],
  ['fa', 'نسخه جدید ابتدا به چند کاربر می‌رود و پس از آن به دیگران.'],
  ['he', 'הגרסה החדשה מגיעה תחילה למעט משתמשים.'],
  ['hi', 'नया संस्करण पहले कुछ ही लोगों को मिलता है।'],
  ['th', 'รุ่นใหม่ไปถึงผู้ใช้เพียงไม่กี่คนก่อน'],
  ['ko', '새 버전은 먼저 소수의 사용자에게 제공됩니다.'],
  ['ja', '新しい版はまず少数の利用者に届けられます。'],
  ['zh', '新版本首先提供给少数用户,然后再提供给所有人。'],
];

describe('detectLanguage', () => {
  it.each(TEXTS)('knows %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('has a text for every language that it claims to know', () => {
    expect(TEXTS.map(([language]) => language).sort()).toEqual(LANGUAGES);
  });

  it.each([
    ['nothing', ''],
    ['a few words', 'Yes, that works.'],
    ['numbers', '1 234 567 890 12 34 56 78 90'],
    ['code alone', '```js\nconst the = of && to || and;\nif (the) return for(it);\n```'],
    ['names', 'Paris London Berlin Madrid Lisbon Rome Vienna Prague Warsaw Athens'],
    ['two scripts', 'Это слово и ещё одно слово здесь, and these are some of the other.'],
    [
      'a language without words here',
      'Az új verzió először csak kevés felhasználóhoz jut el, aztán mindenkihez.',
    ],
    ['Bulgarian letters alone', 'Новата версия отива първо при малко хора.'],
  ])('says nothing about %s', (_, text) => {
    expect(detectLanguage(text)).toBeNull();
  });

  it('does not count code in a text', () => {
    const code = '```python\nfor the in of: and or not in is the to if else\n```'.repeat(5);
    expect(detectLanguage(`${code} ${TEXTS[1]?.[1]}`)).toBe('de');
  });
});
