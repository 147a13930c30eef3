import * as eastern from './content/eastern.js';
import * as european from './content/european.js';
import {bookings, brief} from './content/en-bookings.js';
import {dental} from './content/en-dental.js';
import {health} from './content/en-health.js';
import {people} from './content/en-people.js';
import type {NumberPool} from './numbers.js';
import type {Scene} from './script.js';

/** A group of people who share a language, where their numbers come from, and what they write about. */
export interface Community {
  /** BCP 47; names of days and times in the conversations follow it. */
  readonly locale: string;
  /** How many of the conversations. */
  readonly size: number;
  readonly pool: NumberPool;
  readonly scenes: readonly Scene[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** How the desk names someone whose name it does not know. */
  readonly stranger: string;
}

const words = (text: string) => text.trim().split(/\s+/);

const english = [...bookings, ...brief, ...health, ...dental, ...people];

const ENGLISH_FIRST = words(
  `Mia Jack Charlotte Noah Amelia Oliver Grace Lachlan Isla Hugo Ruby Angus Matilda Declan Freya Callum Poppy Reuben
  Tess Warwick Bronwyn Clive Heather Nigel Marlene Trevor Dorothy Kirra Banjo Jarrah Alinta Wes Odette Priya Samuel
  Imogen Rafferty Beatrix Duncan Elspeth Gideon Harriet Ivo Jocelyn Keith Lorna Mavis Ned Orla Pearl Quentin Rosalind
  Saul Tabitha Una Vaughan Winnie Yasmin Zachary Ariane Benedict Coral Dominic Esme Felix Gwen Hamish Ines`,
);
const ENGLISH_LAST = words(
  `Ashdown Birch Callaghan Draper Ellery Farrow Garrick Hollis Ingram Jessop Kettle Lowry Marchbank Nettleton Oakes
  Pemberton Quill Rafter Sorrell Thackeray Underhill Vickers Whitlam Yardley Abbott Bramwell Coombes Dunmore Eastwood
  Fennell Gilmour Hargrave Innes Jardine Kingsley Lockyer Merrick Northcott Ormond Pryor Redfern Sackville Tranter
  Upton Venning Wakefield Yeoman O’Dowd McTavish Okafor Nguyen-Hart Fitzalan-Beauregard`,
);

/** English comes three times because its speakers' numbers do: locals, and visitors from two more places. */
export const COMMUNITIES: readonly Community[] = [
  {
    locale: 'en-AU',
    size: 16,
    pool: 'AU',
    scenes: english,
    firstNames: ENGLISH_FIRST,
    lastNames: ENGLISH_LAST,
    stranger: 'there',
  },
  {
    locale: 'en-AU',
    size: 124,
    pool: 'US',
    scenes: english,
    firstNames: ENGLISH_FIRST,
    lastNames: ENGLISH_LAST,
    stranger: 'there',
  },
  {
    locale: 'en-AU',
    size: 26,
    pool: 'SE',
    scenes: english,
    stranger: 'there',
    firstNames: words('Astrid Lars Ebba Nils Saga Björn Tuva Åke Linnéa Sören Märta Ville Elin Oskar'),
    lastNames: words('Lindqvist Ekström Sjöberg Hallgren Åström Nyman Bergdahl Öhman Dahlström Wiklund'),
  },
  {
    locale: 'de-DE',
    size: 26,
    pool: 'DE',
    scenes: european.german,
    stranger: '',
    firstNames: words(
      'Jonas Lea Matthias Ingrid Florian Käthe Uwe Sabine Jörg Anneliese Moritz Frieda Lukas Heike',
    ),
    lastNames: words(
      'Brückner Vogelsang Hartwig Löffler Steinbach Quandt Reuter Mühlbauer Ziegler Ahrens Großkopf',
    ),
  },
  {
    locale: 'fr-FR',
    size: 12,
    pool: 'US',
    scenes: european.french,
    stranger: '',
    firstNames: words('Élodie Bastien Océane Thibault Maëlle Gaspard Noémie Loïc Solène Jean-Baptiste'),
    lastNames: words('Lefèvre Marchand Delaunay Garnier Béranger Chauvin Rousselot Poirier'),
  },
  {
    locale: 'es-MX',
    size: 12,
    pool: 'US',
    scenes: european.spanish,
    stranger: '',
    firstNames: words('Lucía Joaquín Ximena Íñigo Marisol Ramiro Nuria Octavio Itzel Ulises'),
    lastNames: words('Peñalver Quiroga Ibáñez Montalvo Zárate Cifuentes Arriaga Buendía'),
  },
  {
    locale: 'pt-BR',
    size: 9,
    pool: 'US',
    scenes: european.portuguese,
    stranger: '',
    firstNames: words('Thaís Caio Luana João Iracema Otávio Conceição Davi'),
    lastNames: words('Nogueira Falcão Brandão Teixeira Sampaio Guimarães'),
  },
  {
    locale: 'ar-EG',
    size: 7,
    pool: 'US',
    scenes: eastern.arabic,
    stranger: '',
    firstNames: words('ليلى يوسف مريم سامر هدى طارق نور'),
    lastNames: words('الحداد منصور الخطيب عبدالله النجار'),
  },
  {
    locale: 'he-IL',
    size: 5,
    pool: 'US',
    scenes: eastern.hebrew,
    stranger: '',
    firstNames: words('נועה איתי תמר יונתן שירה'),
    lastNames: words('ברקאי שפירא אלמוג גולן'),
  },
  {
    locale: 'hi-IN',
    size: 7,
    pool: 'US',
    scenes: eastern.hindi,
    stranger: '',
    firstNames: words('आशा विक्रम मीरा रोहन सुनीता अर्जुन कविता'),
    lastNames: words('शर्मा वर्मा जोशी त्रिवेदी नायर'),
  },
  {
    locale: 'zh-CN',
    size: 8,
    pool: 'US',
    scenes: eastern.chinese,
    stranger: '',
    firstNames: words('雨桐 子轩 美玲 建国 思远 晓雯 浩然 静怡'),
    lastNames: words('陈 林 赵 欧阳 周 吴'),
  },
  {
    locale: 'ja-JP',
    size: 6,
    pool: 'US',
    scenes: eastern.japanese,
    stranger: 'お客',
    firstNames: words('陽菜 大輔 美咲 健太 さくら 直樹'),
    lastNames: words('佐々木 小川 中野 長谷川 森'),
  },
  {
    locale: 'ko-KR',
    size: 6,
    pool: 'US',
    scenes: eastern.korean,
    stranger: '고객',
    firstNames: words('지우 민준 서연 도윤 하은 현우'),
    lastNames: words('김 박 정 남궁 윤'),
  },
  {
    locale: 'th-TH',
    size: 5,
    pool: 'US',
    scenes: eastern.thai,
    stranger: '',
    firstNames: words('สุดา ณัฐ พิมพ์ชนก ธนกร มาลี'),
    lastNames: words('แก้วมณี ศรีสุข วงศ์ใหญ่ ทองดี'),
  },
  {
    locale: 'vi-VN',
    size: 7,
    pool: 'US',
    scenes: eastern.vietnamese,
    stranger: 'bạn',
    firstNames: words('Thảo Minh Ngọc Tuấn Hương Đức Linh'),
    lastNames: words('Nguyễn Trần Phạm Đặng Võ'),
  },
  {
    locale: 'el-GR',
    size: 6,
    pool: 'US',
    scenes: european.greek,
    stranger: '',
    firstNames: words('Ελένη Νίκος Δέσποινα Σταύρος Χρυσούλα Θανάσης'),
    lastNames: words('Καραγιάννη Παππάς Οικονόμου Βλάχου'),
  },
  {
    locale: 'tr-TR',
    size: 6,
    pool: 'US',
    scenes: european.turkish,
    stranger: '',
    firstNames: words('Ayşe Çağla Emre Gülşen İbrahim Özge'),
    lastNames: words('Yıldız Şahin Öztürk Demirtaş Kılıç'),
  },
  {
    locale: 'uk-UA',
    size: 7,
    pool: 'US',
    scenes: european.ukrainian,
    stranger: '',
    firstNames: words('Оксана Тарас Софія Богдан Ганна Іван Леся'),
    lastNames: words('Коваленко Шевчук Мельник Гайдамака Лисенко'),
  },
];
