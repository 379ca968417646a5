import type { Language, Text } from '../protocol/office.ts';
import type { Ending, ScenarioId, Situation, SlipId, StepId, TaskId } from '../protocol/practice.ts';

const words = {
  // everywhere
  strip: {
    id: 'Tamu di sini bukan sungguhan. Tidak ada yang dicetak, diucapkan, atau dihitung.',
    en: 'Nobody here is real. Nothing is printed, spoken or counted.',
  },
  // the coach
  coach: { id: 'Pelatih', en: 'Coach' },
  atDesk: { id: 'Di depan loket', en: 'In front of the counter' },
  nobodyCalled: { id: 'Belum ada yang dipanggil.', en: 'Nobody has been called.' },
  coming: { id: 'Belum ada yang datang.', en: 'Nobody has come yet.' },
  here: { id: 'Sudah berdiri di depan loket.', en: 'Stands at the counter.' },
  working: { id: 'Sedang dilayani.', en: 'Being served.' },
  ready: { id: 'Sudah beres, tinggal diselesaikan.', en: 'All done: finish it.' },
  cutNow: {
    id: 'Pusat antrean hilang. Baca tanda di layar, jangan memanggil, tetap layani tamu ini dan catat di kertas.',
    en: 'The hub is gone. Read the sign on the screen, call nobody, go on serving this visitor and take notes on paper.',
  },
  speed: { id: 'Kecepatan', en: 'Speed' },
  pause: { id: 'Jeda', en: 'Pause' },
  times: { id: '{n}×', en: '{n}×' },
  skip: { id: 'Lewati sampai beres', en: 'Skip until it is done' },
  skipping: { id: 'Melewati...', en: 'Skipping...' },
  end: { id: 'Akhiri latihan', en: 'End the practice' },
  tv: { id: 'Buka TV latihan', en: 'Open the practice TV' },
  nextBy2: {
    id: 'Mendahului {n} tamu yang datang lebih dulu: gilirannya jalur ini.',
    en: 'Went before {n} who came earlier: it was this lane’s turn.',
  },
  nextBy4: {
    id: 'Mendahului {n} tamu yang datang lebih dulu: tunggunya sudah lewat batas.',
    en: 'Went before {n} who came earlier: the wait was over its limit.',
  },
  nextBy6: {
    id: 'Mendahului {n} tamu yang datang lebih dulu: dititipkan ke loket ini.',
    en: 'Went before {n} who came earlier: bound to this counter.',
  },
  gone: { id: 'Latihan ini sudah tidak ada.', en: 'This practice is gone.' },
  lostCoach: { id: 'Pelatih tidak terdengar. Menunggu...', en: 'The coach is not heard. Waiting...' },
  score: { id: 'Nilai', en: 'Score' },
  notes: { id: 'Yang perlu diperhatikan', en: 'To look at' },
  // the page that begins one
  title: { id: 'Latihan loket', en: 'Counter practice' },
  lead: {
    id: 'Layar loket yang sebenarnya, dengan tamu tiruan yang datang dan dilayani seperti di kantor ini. Pilih, lalu mulai.',
    en: 'The real counter screen, with made-up visitors who come and are served as in this office. Choose, then begin.',
  },
  who: { id: 'Siapa yang berlatih', en: 'Who practises' },
  where: { id: 'Di loket', en: 'At counter' },
  what: { id: 'Apa yang dilatih', en: 'What to practise' },
  begin: { id: 'Mulai latihan', en: 'Begin' },
  beginning: { id: 'Menyiapkan antrean...', en: 'Preparing the queue...' },
  noAnswer: { id: 'Pusat antrean tidak menjawab. Coba lagi.', en: 'The hub does not answer. Try again.' },
  running: { id: 'Sedang berjalan', en: 'Running now' },
  goOn: { id: 'Lanjutkan', en: 'Go on' },
  endIt: { id: 'Akhiri', en: 'End' },
  counterN: { id: 'loket {n}', en: 'counter {n}' },
  toCounter: { id: 'Ke loket yang sebenarnya', en: 'To the real counter' },
  toPractice: { id: 'Latihan loket', en: 'Counter practice' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
  // the sheet at the end
  sheet: { id: 'Hasil latihan', en: 'How it went' },
  of100: { id: 'dari 100', en: 'of 100' },
  steps: { id: 'Langkah', en: 'Steps' },
  timesTitle: { id: 'Waktu tiap tugas', en: 'Time per task' },
  median: { id: 'nilai tengah', en: 'median' },
  howOften: { id: 'kali', en: 'times' },
  noTimes: { id: 'Belum ada tugas yang selesai.', en: 'No task was done.' },
  well: { id: 'Yang sudah baik', en: 'What went well' },
  wellSteps: { id: 'Semua langkah selesai.', en: 'Every step was done.' },
  wellKeys: { id: 'Tidak ada tombol yang ditolak.', en: 'No key was refused.' },
  wellOrder: { id: 'Semua dipanggil menurut giliran.', en: 'Everybody was called in turn.' },
  wellOutcomes: { id: 'Hasil tiap kunjungan tepat.', en: 'Every outcome was right.' },
  wellPace: { id: 'Panggilan berikutnya cepat, {n} detik.', en: 'Quick to the next call, {n} s.' },
  nothingWell: { id: 'Coba sekali lagi, dengan kecepatan 1×.', en: 'Try once more, at 1× speed.' },
  noSlips: { id: 'Tidak ada.', en: 'Nothing.' },
  again: { id: 'Berlatih lagi', en: 'Practise again' },
  seedIs: { id: 'Hari tiruan nomor {n}', en: 'Made-up day number {n}' },
  tookIs: { id: 'Lama latihan {n}', en: 'It took {n}' },
  recorded: {
    id: 'Hanya nilai ini yang disimpan kantor.',
    en: 'The office keeps this score and nothing else.',
  },
  secondsN: { id: '{n} detik', en: '{n} s' },
} satisfies Record<string, Text>;
export type PracticeWord = keyof typeof words;

/** Its name, what it is about, and what one has to do in it. */
export const scenarioTexts: { readonly [Id in ScenarioId]: { readonly name: Text; readonly about: Text } } = {
  rush: {
    name: { id: 'Jam sibuk', en: 'Rush' },
    about: {
      id: '25 tamu menunggu. Layani tiga, panggil ulang satu yang lambat datang, catat satu yang tidak hadir.',
      en: '25 wait. Serve three, call one again who is slow to come, mark one absent.',
    },
  },
  papers: {
    name: { id: 'Berkas kurang, prioritas, rombongan', en: 'Wrong documents, priority, a group' },
    about: {
      id: 'Satu berkas tidak lengkap, satu perlu fotokopi, satu tamu prioritas, satu rombongan yang harus dipisah.',
      en: 'One set of documents incomplete, one needs a copy, one priority visitor, one group to be split.',
    },
  },
  outage: {
    name: { id: 'Pusat antrean mati', en: 'Outage' },
    about: {
      id: 'Di tengah pelayanan pusat antrean hilang, lalu kembali sebagai pusat yang dipulihkan.',
      en: 'In the middle of a service the hub is lost, and comes back as a restored one.',
    },
  },
};

/** What is to be done, and how: keys in words as the console says them. */
export const stepTexts: { readonly [Id in StepId]: { readonly goal: Text; readonly hint: Text } } = {
  seat: {
    goal: { id: 'Duduk di loket', en: 'Sit down at the counter' },
    hint: { id: 'Tekan angka di depan nama Anda.', en: 'Press the digit before your name.' },
  },
  serve: {
    goal: { id: 'Layani tamu sampai selesai', en: 'Serve visitors to the end' },
    hint: {
      id: 'Enter memanggil. Tunggu tamu berdiri di loket, Enter untuk mulai, dan Enter lagi bila sudah beres.',
      en: 'Enter calls. Wait until they stand at the counter, Enter to start, and Enter again when all is done.',
    },
  },
  recall: {
    goal: { id: 'Panggil ulang yang lambat datang', en: 'Call again who is slow to come' },
    hint: {
      id: 'Bila tidak ada yang datang, tekan U atau *. Setelah tamu datang, mulai layani.',
      en: 'If nobody comes, press U or *. Once they are there, start serving.',
    },
  },
  noShow: {
    goal: { id: 'Catat yang tidak hadir', en: 'Mark who is absent' },
    hint: {
      id: 'Panggil dua kali, tunggu sampai tombol Tidak hadir terbuka, lalu tekan T.',
      en: 'Call twice, wait until the key No-show opens, then press T.',
    },
  },
  priority: {
    goal: { id: 'Panggil tamu prioritas pada gilirannya', en: 'Call the priority visitor in their turn' },
    hint: {
      id: 'Cukup Enter: roda giliran mendahulukan jalur prioritas, dan layar kanan menjelaskan sebabnya.',
      en: 'Just Enter: the wheel of turns lets the priority lane go first, and the list on the right says why.',
    },
  },
  incomplete: {
    goal: { id: 'Tutup kunjungan yang berkasnya tidak lengkap', en: 'End a visit with documents incomplete' },
    hint: {
      id: 'Tekan B, pilih apa yang kurang, lalu Enter. Jangan tekan Selesai.',
      en: 'Press B, choose what is missing, then Enter. Do not press Finish.',
    },
  },
  aside: {
    goal: { id: 'Tunda tamu yang harus pergi sebentar', en: 'Park who has to step out' },
    hint: {
      id: 'Tekan P lalu pilih kapan kembali; tempatnya tidak hilang. Bila salah loket, tekan A untuk mengalihkan.',
      en: 'Press P and choose when they return; the place is kept. At the wrong counter, press A to transfer.',
    },
  },
  group: {
    goal: { id: 'Pisahkan rombongan', en: 'Split the group' },
    hint: {
      id: 'Tekan G, lalu sebut berapa orang yang mendapat nomor baru.',
      en: 'Press G, then say how many get a new number.',
    },
  },
  begin: {
    goal: { id: 'Mulai melayani satu tamu', en: 'Start serving a visitor' },
    hint: {
      id: 'Enter memanggil; setelah tamu berdiri di loket, Enter untuk mulai.',
      en: 'Enter calls; once they stand at the counter, Enter to start.',
    },
  },
  back: {
    goal: { id: 'Bertahan sampai pusat antrean kembali', en: 'Hold out until the hub is back' },
    hint: {
      id: 'Tombol terkunci dengan sengaja. Jangan memanggil dengan suara; tetap layani tamu yang ada.',
      en: 'The keys are locked on purpose. Do not call out loud; go on with the visitor who is there.',
    },
  },
  recheck: {
    goal: { id: 'Pastikan siapa yang duduk di loket', en: 'Say who sits at the counter' },
    hint: {
      id: 'Jawab pertanyaan di atas: Y bila tamunya benar, Q bila lain.',
      en: 'Answer the question above: Y if it is that visitor, Q if not.',
    },
  },
  finish: {
    goal: { id: 'Selesaikan kunjungan itu', en: 'Finish that visit' },
    hint: { id: 'Enter bila sudah beres.', en: 'Enter when all is done.' },
  },
  callAgain: {
    goal: { id: 'Panggil tamu berikutnya', en: 'Call the next visitor' },
    hint: { id: 'Enter, seperti biasa.', en: 'Enter, as always.' },
  },
};

/** What the person at the counter says. */
export const needTexts: { readonly [Id in Situation]: Text } = {
  plain: { id: '“Berkas saya lengkap.”', en: '“My documents are complete.”' },
  late: {
    id: '“Maaf, tadi saya tidak dengar. Berkas saya lengkap.”',
    en: '“I did not hear the first call. My documents are complete.”',
  },
  absent: { id: '“Saya baru kembali dari luar.”', en: '“I just came back from outside.”' },
  incomplete: {
    id: '“Kartu keluarga asli saya tertinggal di rumah.”',
    en: '“I left my original family card at home.”',
  },
  aside: {
    id: '“Saya perlu fotokopi dulu, sepuluh menit lagi kembali.”',
    en: '“I need a photocopy first, back in ten minutes.”',
  },
  group: {
    id: '“Kami bersama-sama, tetapi berkas satu orang belum lengkap. Bolehkah dia menyusul dengan nomor sendiri?”',
    en: '“We came together, but one of us is not ready. May that one follow with a number of their own?”',
  },
};

export const slipTexts: { readonly [Id in SlipId]: Text } = {
  wrongKey: { id: 'tombol yang ditolak pusat antrean', en: 'keys the hub refused' },
  withdrawn: { id: 'panggilan ditarik', en: 'calls withdrawn' },
  outOfTurn: { id: 'panggilan di luar giliran', en: 'calls out of turn' },
  nobodyThere: { id: 'dilayani padahal belum ada orangnya', en: 'served with nobody there' },
  stillThere: { id: 'dicatat tidak hadir padahal ada', en: 'marked absent though there' },
  wrongOutcome: { id: 'hasil yang keliru', en: 'wrong outcomes' },
  hurried: { id: 'diselesaikan sebelum beres', en: 'finished before all was done' },
};

export const taskTexts: { readonly [Id in TaskId]: Text } = {
  nextCall: { id: 'Dari kosong sampai memanggil', en: 'Free to next call' },
  start: { id: 'Dari tamu datang sampai mulai', en: 'Visitor there to start' },
  finish: { id: 'Dari beres sampai selesai', en: 'All done to finish' },
  noShow: { id: 'Dari memanggil sampai tidak hadir', en: 'Call to no-show' },
  recheck: { id: 'Dari pusat kembali sampai dipastikan', en: 'Hub back to seat checked' },
};

export const endingTexts: { readonly [Id in Ending]: Text } = {
  done: { id: 'Semua langkah selesai.', en: 'Every step was done.' },
  stopped: { id: 'Diakhiri sebelum semua langkah selesai.', en: 'Ended before every step was done.' },
  idle: { id: 'Berakhir sendiri: 15 menit tidak disentuh.', en: 'Ended by itself: untouched for 15 minutes.' },
  closing: {
    id: 'Berakhir sendiri: kantor tiruan sudah tutup.',
    en: 'Ended by itself: the made-up office has closed.',
  },
  hubStops: { id: 'Berakhir karena pusat antrean dimatikan.', en: 'Ended because the hub was stopped.' },
  failed: { id: 'Terhenti karena kesalahan, dan tidak dicatat.', en: 'Broken off by a fault, and not recorded.' },
};

export type SayPractice = (word: PracticeWord, values?: Readonly<Record<string, string | number>>) => string;

export function practiceSpeaker(language: Language): SayPractice {
  return (word, values = {}) =>
    words[word][language].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
