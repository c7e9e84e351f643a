const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The most frequent short words of languages in Latin letters, by ISO 639-1. Own selection, about equally many each. */
export const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(
    'the of and to a in is it you that for on are with as this be at have from or by not but what all were we when your can there an which do how if will up about out them then so some her would like him has more go no my than been who its now did get may over new after only most our these any also into could should must',
  ),
  de: words(
    'der die das und ist in den von zu mit sich des auf für nicht ein eine dem es im als auch an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis mehr durch man dann soll sein können kann wenn ich wir ihr ihre diese dieser dieses mich mir dir uns sehr schon was hier',
  ),
  fr: words(
    "le la les de des du un une et est en que qui dans pour pas sur plus par il elle ne se ce au aux avec sont être son sa ses ou mais nous vous ils elles on je tu cette ces leur leurs comme fait si tout même aussi bien peut très où donc c'est d'un d'une l'on qu'il n'est sans sous entre quand ont votre vos notre",
  ),
  es: words(
    'el la los las de del que y en un una es se no por con para su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos qué unos yo otro él tanto esa estos mucho está son fue puede',
  ),
  it: words(
    "il lo la i gli le di del della dei delle che e è in un una per non con si da come anche ma sono al alla nel nella più ci se suo sua ha questo questa mi o dal dalla ai alle io tu noi voi loro essere stato quando dove perché molto tutto tutti ancora cosa così degli sul sulla l'ho dell' può hanno era tra senza fare",
  ),
  pt: words(
    'o a os as de do da dos das que e em um uma é para com não por no na nos nas se mais como mas ao ele ela sua seu ou ser quando muito há já está eu também só pelo pela até isso entre era depois sem mesmo aos ter seus quem me esse eles estão você tinha foram essa num nem suas meu às minha têm são foi pode isto',
  ),
  nl: words(
    'de het een en van ik te dat die in je is niet zijn op aan met als voor er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu geen omdat iets worden toch al waren veel meer doen moet kan wordt we wij ons jij',
  ),
  sv: words(
    'och i att det som en på är av för med den till inte har de om ett han men var jag sig från vi så kan när nu under också efter eller nu sin där vid mot ska skulle kommer ut få finns vara hade alla andra mycket än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sverige detta du din dig',
  ),
  pl: words(
    'i w na z się nie do to jest że o jak a po co ale od za by był tak tylko czy dla już jego przez być może są które który która te tym przy oraz lub ich ten tej ta tego ma ze jej można jeszcze bardzo pod nad gdy bez kiedy mnie ja ty on ona my wy oni sobie jako tych jednak także więc',
  ),
  tr: words(
    've bir bu da de için ile çok daha olarak gibi olan ne kadar en sonra var ama o her ben sen biz siz onlar ise ya mi mı mu değil bunu şu hem yok oldu olur olduğu tarafından ancak kendi göre şey bana sana böyle önce nasıl neden hangi eder etmek veya ki diye iki bütün bazı',
  ),
};
