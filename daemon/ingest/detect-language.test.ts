import { expect, test } from 'vitest';
import { detectLanguage } from './detect-language.ts';

const SAMPLES: Readonly<Record<string, string>> = {
  ar: 'تشرق الشمس كل صباح فوق المدينة القديمة ويذهب الناس إلى السوق لشراء الخبز والخضروات الطازجة قبل أن يشتد الحر في منتصف النهار.',
  bg: 'Всяка сутрин слънцето изгрява над стария град и хората отиват на пазара, за да купят хляб и пресни зеленчуци, преди да стане горещо.',
  cs: 'Každé ráno vychází slunce nad starým městem a lidé jdou na trh, aby si koupili chléb a čerstvou zeleninu, než se v poledne oteplí.',
  da: 'Hver morgen står solen op over den gamle by, og folk går på torvet for at købe brød og friske grøntsager, før det bliver for varmt.',
  de: 'Jeden Morgen geht die Sonne über der alten Stadt auf, und die Leute gehen auf den Markt, um Brot und frisches Gemüse zu kaufen.',
  el: 'Κάθε πρωί ο ήλιος ανατέλλει πάνω από την παλιά πόλη και οι άνθρωποι πηγαίνουν στην αγορά για να αγοράσουν ψωμί και φρέσκα λαχανικά.',
  en: 'Every morning the sun rises over the old town and people walk to the market to buy bread and fresh vegetables before it gets too hot.',
  es: 'Cada mañana sale el sol sobre la ciudad vieja y la gente va al mercado a comprar pan y verduras frescas antes de que haga demasiado calor.',
  fa: 'هر روز صبح خورشید بر فراز شهر قدیمی طلوع می‌کند و مردم برای خریدن نان و سبزی تازه پیش از گرم شدن هوا به بازار می‌روند.',
  fi: 'Joka aamu aurinko nousee vanhan kaupungin ylle, ja ihmiset kävelevät torille ostamaan leipää ja tuoreita vihanneksia ennen kuin tulee kuuma.',
  fr: 'Chaque matin le soleil se lève sur la vieille ville et les gens vont au marché acheter du pain et des légumes frais avant la chaleur.',
  he: 'בכל בוקר השמש זורחת מעל העיר העתיקה ואנשים הולכים לשוק לקנות לחם וירקות טריים לפני שנעשה חם מדי באמצע היום.',
  hi: 'हर सुबह सूरज पुराने शहर के ऊपर उगता है और लोग बहुत गर्मी होने से पहले रोटी और ताज़ी सब्ज़ियाँ खरीदने बाज़ार जाते हैं।',
  hu: 'Minden reggel felkel a nap az óváros felett, és az emberek a piacra mennek, hogy kenyeret és friss zöldséget vegyenek, mielőtt meleg lesz.',
  it: 'Ogni mattina il sole sorge sulla città vecchia e la gente va al mercato per comprare pane e verdure fresche prima che faccia troppo caldo.',
  ja: '毎朝、古い町の上に太陽が昇り、人々は暑くなる前に市場へ行ってパンと新鮮な野菜を買い、家に帰って朝ごはんを作ります。',
  ko: '매일 아침 오래된 도시 위로 해가 떠오르고 사람들은 너무 더워지기 전에 시장에 가서 빵과 신선한 채소를 사고 집으로 돌아옵니다.',
  nl: 'Elke ochtend komt de zon op boven de oude stad en lopen de mensen naar de markt om brood en verse groenten te kopen voordat het te warm wordt.',
  pl: 'Każdego ranka słońce wschodzi nad starym miastem, a ludzie idą na targ, żeby kupić chleb i świeże warzywa, zanim zrobi się gorąco.',
  pt: 'Todas as manhãs o sol nasce sobre a cidade velha e as pessoas vão ao mercado comprar pão e legumes frescos antes que fique muito quente.',
  ro: 'În fiecare dimineață soarele răsare deasupra orașului vechi, iar oamenii merg la piață să cumpere pâine și legume proaspete înainte de căldură.',
  ru: 'Каждое утро солнце встаёт над старым городом, и люди идут на рынок, чтобы купить хлеб и свежие овощи, пока не стало слишком жарко.',
  sv: 'Varje morgon går solen upp över den gamla staden och människor går till torget för att köpa bröd och färska grönsaker innan det blir för varmt.',
  ta: 'ஒவ்வொரு காலையும் பழைய நகரத்தின் மேல் சூரியன் உதிக்கிறது, மக்கள் வெயில் அதிகமாகும் முன் ரொட்டியும் காய்கறிகளும் வாங்க சந்தைக்குச் செல்கிறார்கள்.',
  th: 'ทุกเช้าดวงอาทิตย์จะขึ้นเหนือเมืองเก่า และผู้คนจะเดินไปตลาดเพื่อซื้อขนมปังและผักสดก่อนที่อากาศจะร้อนเกินไปในตอนเที่ยง',
  tr: 'Her sabah eski şehrin üzerinde güneş doğar ve insanlar hava çok ısınmadan önce ekmek ve taze sebze almak için pazara giderler.',
  uk: 'Щоранку сонце сходить над старим містом, і люди йдуть на ринок, щоб купити хліб і свіжі овочі, поки не стало надто спекотно.',
  vi: 'Mỗi buổi sáng mặt trời mọc trên thành phố cổ và mọi người đi chợ mua bánh mì và rau tươi trước khi trời trở nên quá nóng.',
  zh: '每天早晨，太阳从老城上空升起，人们在天气变得太热之前去市场买面包和新鲜蔬菜，然后回家做早饭。',
};

test.each(Object.entries(SAMPLES))('tells %s without a declaration, and twice the same', (language, text) => {
  expect(detectLanguage(text, null)).toBe(language);
  expect(detectLanguage(text, null)).toBe(language);
});

test('a wrong declaration does not override a clear text', () => {
  expect(detectLanguage((SAMPLES['de'] ?? '').repeat(3), 'en-US')).toBe('de');
});

test('a short text has the declared language, or none', () => {
  expect(detectLanguage('Bonjour', 'fr-CA')).toBe('fr');
  expect(detectLanguage('OK 123', null)).toBeNull();
  expect(detectLanguage('', 'not a language')).toBeNull();
});

test('a foreign quotation at the beginning does not decide', () => {
  expect(detectLanguage(`${SAMPLES['fr']} ${(SAMPLES['en'] ?? '').repeat(40)}`, null)).toBe('en');
});
