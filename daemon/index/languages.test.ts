import { fc } from '../../test/seeded-fast-check.ts';
import { describe, expect, test } from 'vitest';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { FUNCTION_WORDS } from './function-words.ts';
import { parseQuestion } from './parse-question.ts';
import type { SearchIndex } from './search-index.ts';
import { wordStem } from './word-stem.ts';
import { splitWords } from './words.ts';

/** Common nouns of each language, all different words. */
const SPACED: Readonly<Record<string, string>> = {
  ar: 'بيت حديقة شارع ماء خبز قطة كلب كِتَاب سيارة صيف شهر زهرة غابة جبل بحر',
  cs: 'dům zahrada ulice voda chléb kočka pes kniha léto měsíc les lístek hora moře řeka',
  da: 'hus have gade vand brød kat hund bog sommer ring afdeling regning land skov sø',
  de: 'Haus Gärten Straße Wasser Brot Katze Hund Buch Wiese Sommer Regen Rind Bild Wald Leitung Hoffnung Kunst',
  el: 'σπίτι κήπος δρόμος νερό ψωμί γάτα σκύλος βιβλίο καλοκαίρι μήνας δάσος βουνό θάλασσα',
  es: 'casa jardín calle agua pan gato perro libro verano mes mesa flor paz país papel rey luz mar',
  fa: 'خانه باغ خیابان آب نان گربه سگ کتاب تابستان ماه گل جنگل کوه دریا',
  fi: 'talo puutarha katu vesi leipä kissa koira kirja kesä kuu kuusi maa metsä valo lasi tuli tuuli',
  fr: 'maison jardin rue ruse eau pain chat chien livre voiture été bois pays loi mer jour rose village ville',
  he: 'בית גן רחוב מים לחם חתול כלב סֵפֶר מכונית קיץ חודש פרח יער',
  hi: 'घर बगीचा सड़क पानी रोटी बिल्ली कुत्ता किताब गाड़ी गर्मी महीना फूल दिन दीन देव दिव',
  hu: 'ház kert utca víz kenyér macska kutya könyv autó nyár hal haló hold erdő hegy tenger kés szék szél',
  id: 'rumah kebun jalan air roti kucing anjing buku mobil bulan bunga hutan gunung laut kaki kakak batu baru',
  it: 'casa caso giardino strada acqua pane gatto cane libro estate mese mesa fiore pace pesce pesca mare madre',
  nl: 'huis tuin straat water brood kat hond boek zomer goed goud bed weg dag ding kring kleding zee',
  pl: 'dom ogród ulica woda chleb kot pies książka lato miesiąc las lis list kos kosz morze rzeka góra',
  pt: 'casa caso jardim rua água pão gato cão livro livre verão mês mesa flor paz mar mal ano cidade voz',
  ro: 'casă grădină stradă apă pâine pisică câine carte vară lună floare pădure munte mare mână',
  ru: 'дом сад улица вода хлеб кот собака книга лето месяц лес лист гора море река мой мои ёлка',
  sv: 'hus gata vatten bröd katt hund bok bil sommar ring tid tidning land lager berg skog sjö',
  tr: 'ev bahçe sokak su ekmek kedi köpek kitap yaz ay çiçek orman dağ deniz göl kış kıl kul kol ışık',
  uk: 'дім сад вулиця вода хліб кіт пʼять книга літо місяць ліс лист гора море річка їжа',
  vi: 'nhà vườn đường nước bánh mèo chó sách xe hoa rừng núi biển hồ tháng',
};

const UNSPACED: Readonly<Record<string, string>> = {
  ja: '人工知能の歴史は長い。東京タワーでコーヒーを飲む。',
  ko: '서울에서 인공지능을 공부하는 학생들이 많다.',
  km: 'ខ្ញុំស្រឡាញ់ភាសាខ្មែរ',
  th: 'ปัญญาประดิษฐ์เปลี่ยนโลกของเรา',
  zh: '机器学习是人工智能的一个分支。北京大学在北京。',
};

const LANGUAGES = Object.entries({ ...SPACED, ...UNSPACED });

/** As people type it: shouting, taken apart, wide, and without what they leave out. */
function spellings(word: string): string[] {
  const wide = word.replaceAll(/[!-~]/gu, (sign) =>
    String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0),
  );
  const bare = /[\p{sc=Latin}\p{sc=Greek}]/u.test(word)
    ? word.normalize('NFD').replaceAll(/[\u0300-\u036F]/gu, '')
    : word;
  return [word, word.toUpperCase(), word.normalize('NFD'), wide, bare];
}

async function find(index: SearchIndex, question: string): Promise<number[]> {
  const { match } = parseQuestion(question);
  const found = await index.retrieveCandidates({ match, vector: null, pool: 100 }, {});
  return found.map(({ page_id }) => page_id);
}

describe('a page in any language', () => {
  test('is found by each of its words, however it is typed', async () => {
    const index = await openSampleIndex();
    for (const [at, [, text]] of LANGUAGES.entries())
      await index.indexPage(sampleFacts(at + 1), samplePassages(at + 1, [text]));
    for (const [at, [language, text]] of LANGUAGES.entries()) {
      for (const word of splitWords(text).flatMap(spellings))
        expect([language, word, await find(index, word)]).toEqual([
          language,
          word,
          expect.arrayContaining([at + 1]),
        ]);
    }
  });

  test('is found by any words of its alphabet', async () => {
    const index = await openSampleIndex();
    const alphabets = [
      'abcdefgäöüßéñçåøłıİœ',
      'αβγδέόςσ',
      'абвгдйёї',
      'אבגדלםמ',
      'ابتثكيىأ',
      'कखगिीुँ',
      '東京都人工',
      'ひらがなゞ',
      'カタカナー',
      '서울에가',
      'กขคงิ่',
      'aé1²ﬁ',
    ];
    const word = fc.oneof(
      ...alphabets.map((letters) =>
        fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 1, maxLength: 9 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
        const text = words.join(' ');
        await index.indexPage(sampleFacts(99), samplePassages(99, [text]));
        for (const one of [...splitWords(text), text])
          if (parseQuestion(one).match !== null)
            expect([text, one, await find(index, one)]).toEqual([text, one, expect.arrayContaining([99])]);
      }),
      { numRuns: 60 },
    );
  });
});

test.each(Object.entries(SPACED))('English endings make no two words of %s one', (_, text) => {
  const words = text.split(' ');
  expect(new Set(words.map(wordStem)).size).toBe(words.length);
});

test.each(Object.entries(FUNCTION_WORDS))(
  'no noun of %s is left out of a question in it',
  (language, functions) => {
    const nouns = SPACED[language] ?? '';
    const { terms } = parseQuestion(`${functions.split(' ').slice(0, 6).join(' ')} ${nouns}`);
    expect(terms).toEqual(expect.arrayContaining(splitWords(nouns)));
  },
);
