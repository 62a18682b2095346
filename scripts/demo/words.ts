/** Words the demo data is made of. Written for this purpose; companies and people of these names are invented. */
export interface Tongue {
  readonly language: "en" | "ru" | "uk" | "tr";
  readonly country: string;
  readonly men: readonly string[];
  readonly women: readonly string[];
  readonly surnames: readonly (readonly [man: string, woman: string])[];
  readonly patronymics?: readonly (readonly [man: string, woman: string])[];
  readonly cities: readonly (readonly [city: string, postcode: string])[];
  readonly streets: readonly string[];
  readonly positions: readonly string[];
  /** First and second words of company names. */
  readonly companyHeads: readonly string[];
  readonly companyTails: readonly string[];
  /** "{}" stands for the short name. */
  readonly fullNames: readonly string[];
  /** Name of a group of companies; "{}" stands for the word they share. */
  readonly groupName: string;
  readonly proprietor: string;
}

const same = (names: string): (readonly [string, string])[] => names.split(" ").map((name) => [name, name]);
const pairs = (names: string): (readonly [string, string])[] => names.split(" ").map((pair) => pair.split("/") as [string, string]);
const cities = (text: string): (readonly [string, string])[] => text.split(", ").map((entry) => entry.split(":") as [string, string]);

export const TONGUES: readonly Tongue[] = [
  {
    language: "ru", country: "RU",
    men: "Алексей Борис Виктор Григорий Денис Егор Захар Игорь Кирилл Леонид Матвей Никита Олег Павел Роман Степан Тимур Фёдор".split(" "),
    women: "Алла Белла Вера Галина Дарья Елена Жанна Зоя Инна Кира Лидия Марина Нина Ольга Полина Раиса Софья Татьяна".split(" "),
    surnames: pairs("Берёзин/Берёзина Ветров/Ветрова Гончаров/Гончарова Дубровин/Дубровина Ершов/Ершова Заречный/Заречная Ключников/Ключникова Лугов/Лугова Мельников/Мельникова Озеров/Озерова Полянский/Полянская Рощин/Рощина Снегирёв/Снегирёва Туманов/Туманова Угольков/Уголькова Холмов/Холмова Чайкин/Чайкина Шубин/Шубина"),
    patronymics: pairs("Алексеевич/Алексеевна Борисович/Борисовна Викторович/Викторовна Егорович/Егоровна Игоревич/Игоревна Олегович/Олеговна Павлович/Павловна Романович/Романовна"),
    cities: cities("Тверь:170000, Калуга:248000, Пермь:614000, Самара:443000, Томск:634000, Вологда:160000, Казань:420000, Рязань:390000"),
    streets: ["ул. Заводская", "ул. Садовая", "пр. Северный", "ул. Речная", "ул. Полевая", "пер. Тихий"],
    positions: ["генеральный директор", "коммерческий директор", "начальник отдела закупок", "главный инженер", "бухгалтер", "менеджер по снабжению", "руководитель проектов", "офис-менеджер"],
    companyHeads: "Север Волга Урал Гранит Вектор Берег Зенит Сосна Прима Восток Меридиан Каскад Ладога Рубеж Импульс Горизонт".split(" "),
    companyTails: "строй маш сервис торг логистика агро прибор энерго текстиль дом мебель софт".split(" "),
    fullNames: ["Общество с ограниченной ответственностью «{}»", "Акционерное общество «{}»"], groupName: "Группа «{}»", proprietor: "ИП",
  },
  {
    language: "uk", country: "UA",
    men: "Андрій Богдан Василь Гнат Данило Євген Захар Ігор Левко Мирон Назар Остап Петро Роман Тарас Юрій".split(" "),
    women: "Алла Богдана Віра Ганна Дарина Ївга Злата Ірина Катерина Леся Марта Наталя Оксана Оляна Роксолана Софія".split(" "),
    surnames: same("Вербицький Голубенко Дударенко Журавель Калинюк Ковтун Левада Мороз Наливайко Паляниця Руденко Сагайда Тополя Хмара Чумак Явір"),
    cities: cities("Полтава:36000, Львів:79000, Черкаси:18000, Вінниця:21000, Луцьк:43000, Суми:40000"),
    streets: ["вул. Вишнева", "вул. Джерельна", "просп. Миру", "вул. Ярмаркова", "вул. Кленова"],
    positions: ["директор", "комерційний директор", "керівник закупівель", "головний інженер", "бухгалтер", "менеджер із постачання", "керівник проєктів"],
    companyHeads: "Діброва Світанок Криниця Обрій Поділля Ластівка Явір Зоря Дніпро Карпати Калина Хвиля".split(" "),
    companyTails: "буд агро трейд сервіс транс продукт текстиль прилад енерго дім".split(" "),
    fullNames: ["Товариство з обмеженою відповідальністю «{}»", "Приватне акціонерне товариство «{}»"], groupName: "Група «{}»", proprietor: "ФОП",
  },
  {
    language: "tr", country: "TR",
    men: "Ahmet Barış Cem Deniz Emre Fikret Gökhan Hakan İlker Kerem Levent Murat Onur Serkan Tolga Umut".split(" "),
    women: "Aylin Burcu Ceren Derya Elif Feride Gizem Hande İpek Leyla Melis Nehir Pelin Selin Tülay Yasemin".split(" "),
    surnames: same("Akarsu Bozkır Çınar Demirtaş Erguvan Gündoğdu Ilıca Kayalı Limoncu Özdere Papatya Sarıçam Taşkın Ulusoy Yalçınkaya Zeytinci"),
    cities: cities("İzmir:35000, Bursa:16000, Eskişehir:26000, Kayseri:38000, Trabzon:61000, Mersin:33000"),
    streets: ["Çamlık Cad.", "Liman Sok.", "Gül Sok.", "Sanayi Cad.", "Pınar Cad."],
    positions: ["genel müdür", "satın alma müdürü", "finans müdürü", "üretim şefi", "proje yöneticisi", "muhasebe uzmanı"],
    companyHeads: "Anadolu Boğaz Çınar Doruk Ege Fırtına Güneş Hisar Lale Mavi Pınar Toros".split(" "),
    companyTails: ["Lojistik", "Makina", "Tekstil", "Yapı", "Gıda", "Enerji", "Yazılım", "Tarım"],
    fullNames: ["{} Sanayi ve Ticaret Limited Şirketi", "{} Anonim Şirketi"], groupName: "{} Holding", proprietor: "Şahıs",
  },
  {
    language: "en", country: "GB",
    men: "Adrian Bernard Colin Duncan Edmund Felix Gareth Hugo Ivor Jasper Kenneth Lionel Martin Neville Oscar Rupert".split(" "),
    women: "Agnes Beatrice Clara Daphne Edith Flora Greta Harriet Imogen Josephine Kate Lydia Mabel Nora Olive Phoebe".split(" "),
    surnames: same("Ashdown Birchall Coldwell Dunmore Elmhurst Fairweather Greystone Hollins Ivory Kestrel Larkspur Meadows Northcott Oakden Pemberley Rushworth"),
    cities: cities("Leeds:LS1 1AA, Bristol:BS1 1AA, York:YO1 1AA, Derby:DE1 1AA, Norwich:NR1 1AA, Exeter:EX1 1AA"),
    streets: ["Mill Lane", "Harbour Road", "Station Road", "Orchard Street", "Foundry Street"],
    positions: ["managing director", "head of purchasing", "chief engineer", "accountant", "operations manager", "project manager", "office manager"],
    companyHeads: "Alder Beacon Copper Drift Ember Falcon Granite Harbour Ironbridge Juniper Keystone Lantern".split(" "),
    companyTails: ["Works", "Logistics", "Systems", "Foods", "Textiles", "Builders", "Instruments", "Energy"],
    fullNames: ["{} Limited", "{} Public Limited Company"], groupName: "{} Group", proprietor: "Trader",
  },
];

export type Language = Tongue["language"];
type Texts = Readonly<Record<Language, readonly string[]>>;

export const SUBJECTS: Readonly<Record<"call" | "meeting" | "letter" | "task", Texts>> = {
  call: {
    en: ["Follow up on the offer", "Clarify the delivery date", "First acquaintance", "Ask for feedback", "Remind about the payment"],
    ru: ["Уточнить срок поставки", "Обсудить предложение", "Первое знакомство", "Узнать мнение о продукте", "Напомнить об оплате"],
    uk: ["Уточнити термін постачання", "Обговорити пропозицію", "Перше знайомство", "Запитати відгук", "Нагадати про оплату"],
    tr: ["Teslim tarihini netleştir", "Teklifi görüş", "İlk tanışma", "Geri bildirim iste", "Ödemeyi hatırlat"],
  },
  meeting: {
    en: ["Presentation of the solution", "Negotiation of terms", "Site visit", "Signing of the contract"],
    ru: ["Презентация решения", "Переговоры об условиях", "Осмотр площадки", "Подписание договора"],
    uk: ["Презентація рішення", "Перемовини про умови", "Огляд майданчика", "Підписання договору"],
    tr: ["Çözüm sunumu", "Koşulların görüşülmesi", "Saha ziyareti", "Sözleşme imzası"],
  },
  letter: {
    en: ["Commercial offer", "Minutes of the meeting", "Answer to questions", "Draft of the contract"],
    ru: ["Коммерческое предложение", "Итоги встречи", "Ответы на вопросы", "Проект договора"],
    uk: ["Комерційна пропозиція", "Підсумки зустрічі", "Відповіді на запитання", "Проєкт договору"],
    tr: ["Ticari teklif", "Toplantı notları", "Soruların yanıtları", "Sözleşme taslağı"],
  },
  task: {
    en: ["Prepare the estimate", "Check the requisites", "Collect the documents", "Agree the discount"],
    ru: ["Подготовить смету", "Проверить реквизиты", "Собрать документы", "Согласовать скидку"],
    uk: ["Підготувати кошторис", "Перевірити реквізити", "Зібрати документи", "Погодити знижку"],
    tr: ["Maliyet hesabını hazırla", "Şirket bilgilerini kontrol et", "Belgeleri topla", "İndirimi onaylat"],
  },
};

export const RESULTS: Texts = {
  en: ["Agreed to send the offer by Friday.", "The client is interested, the budget is planned for next month.", "Asked to call back in two weeks.", "The terms suit the client; the contract is being prepared."],
  ru: ["Договорились прислать предложение до пятницы.", "Клиенту интересно, бюджет заложен на следующий месяц.", "Попросили перезвонить через две недели.", "Условия подходят, готовим договор."],
  uk: ["Домовилися надіслати пропозицію до п’ятниці.", "Клієнтові цікаво, бюджет закладено на наступний місяць.", "Попросили передзвонити за два тижні.", "Умови підходять, готуємо договір."],
  tr: ["Teklifin cuma gününe kadar gönderilmesi kararlaştırıldı.", "Müşteri ilgili, bütçe gelecek aya planlandı.", "İki hafta sonra aranmak istediler.", "Koşullar uygun, sözleşme hazırlanıyor."],
};

export const NEEDS: Texts = {
  en: ["Equipment for a new workshop", "Annual service contract", "Stock accounting for five warehouses", "Training of operators", "Replacement of sensors"],
  ru: ["Оборудование для нового цеха", "Годовой договор обслуживания", "Учёт запасов на пяти складах", "Обучение операторов", "Замена датчиков"],
  uk: ["Обладнання для нового цеху", "Річний договір обслуговування", "Облік запасів на п’яти складах", "Навчання операторів", "Заміна датчиків"],
  tr: ["Yeni atölye için ekipman", "Yıllık bakım sözleşmesi", "Beş depo için stok takibi", "Operatör eğitimi", "Sensör değişimi"],
};
