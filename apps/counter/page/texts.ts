import type { Language, Text } from '../../../shared/protocol/office.ts';
import { speaker, type Word } from '../../../shared/ui/texts.ts';
import { dialogTexts } from './dialogTexts.ts';

/** Words of the console alone; what it shares with the other pages is in shared/ui/texts.ts. */
const words = {
  ...dialogTexts,
  // keys of the desk
  callThen: { id: 'Selesai, panggil', en: 'Finish and call' },
  callThenAsks: { id: 'tanya hasilnya dulu', en: 'asks for the outcome' },
  callThenNext: { id: 'lalu {number}', en: 'then {number}' },
  incomplete: { id: 'Berkas tidak lengkap', en: 'Documents incomplete' },
  referred: { id: 'Dirujuk', en: 'Referred' },
  change: { id: 'Ubah tahap', en: 'Change stages' },
  changeGroup: { id: 'Ubah tahap, sebagian', en: 'Change stages, part' },
  noteKey: { id: 'Catatan', en: 'Note' },
  giveUp: { id: 'Tamu batal', en: 'Visitor gives up' },
  undoKey: { id: 'Urungkan', en: 'Undo' },
  split: { id: 'Pisahkan rombongan', en: 'Split the group' },
  link: { id: 'Hubungkan nomor', en: 'Link numbers' },
  choose: { id: 'Cari tamu', en: 'Find a visitor' },
  lists: { id: 'Ditunda, terlewat', en: 'Parked, missed' },
  take: { id: 'Ambilkan nomor', en: 'Take a number' },
  staffKey: { id: 'Jawab panggilan', en: 'Answer a call' },
  changeOfficer: { id: 'Ganti petugas', en: 'Change officer' },
  emergencyKey: { id: 'Darurat', en: 'Emergency' },
  printKey: { id: 'Cetak daftar', en: 'Print the list' },
  leaveKey: { id: 'Tutup', en: 'Close' },
  allKeys: { id: 'Semua tombol', en: 'All keys' },

  // one hint for each
  hintRecall: { id: 'nomor dan suara sekali lagi', en: 'number and voice once more' },
  hintNoShow: { id: 'masuk daftar terlewat', en: 'goes to the missed list' },
  hintPark: { id: 'pergi sebentar, tempatnya tetap', en: 'steps aside, keeps the place' },
  hintTransfer: { id: 'loket, tahap, layanan, petugas', en: 'counter, stage, service, officer' },
  hintOtherDay: { id: 'kunjungan selesai hari ini', en: 'the visit ends for today' },
  hintIncomplete: { id: 'pilih apa saja yang kurang', en: 'choose what is missing' },
  hintReferred: { id: 'dilanjutkan di kantor lain', en: 'goes on at another office' },
  hintChange: { id: 'tambah, lewati, atau k dari n', en: 'add, skip, or k of n' },
  hintNote: { id: 'disimpan rahasia', en: 'kept secret' },
  hintWithdraw: { id: 'hilang dari TV, tempatnya tetap', en: 'off the TV, keeps the place' },
  hintUndo: { id: 'tindakan terakhir, 5 detik', en: 'the last act, 5 seconds' },
  hintGiveUp: { id: 'nomornya tidak dipanggil lagi', en: 'the number is not called again' },
  hintSplit: { id: 'sebagian orang, nomor baru', en: 'part of them, a new number' },
  hintLink: { id: 'serombongan, satu loket', en: 'one party, one counter' },
  hintChoose: { id: 'lewat nomornya, lalu panggil', en: 'by number, and call' },
  hintLists: { id: 'kembalikan ke antrean', en: 'back into the queue' },
  hintTake: { id: 'untuk tamu, tanpa struk', en: 'for a visitor, no slip' },
  hintBreak: { id: 'TV menampilkan istirahat', en: 'the TV shows a break' },
  hintLeave: { id: 'akhiri tugas di loket ini', en: 'end work at this counter' },
  hintOfficer: { id: 'tanpa menutup loket', en: 'without closing' },
  hintStaff: { id: 'tamu di mesin antrean', en: 'a visitor at the kiosk' },
  hintEmergency: { id: 'ditanya dua kali', en: 'asked twice' },
  hintPrint: { id: 'daftar terakhir, juga Ctrl+P', en: 'the last list, also Ctrl+P' },

  // why a key is closed
  recallShort: { id: 'ulang dulu', en: 'again first' },
  whyNobodyHere: { id: 'tidak ada tamu di loket', en: 'nobody at the counter' },
  whyStarted: { id: 'sudah mulai dilayani', en: 'service has begun' },
  whyRecalled: { id: 'sudah {n} kali', en: 'done {n} times' },
  whyOver: { id: 'waktunya lewat', en: 'time is over' },
  whyNothing: { id: 'tidak ada', en: 'nothing there' },
  whyOne: { id: 'hanya satu orang', en: 'one person only' },
  whyClosed: { id: 'antrean hari ini ditutup', en: 'the day is closed' },
  whyFinishFirst: { id: 'selesaikan tamu ini dulu', en: 'finish this visitor first' },

  // key overview
  overviewTitle: { id: 'Semua tombol', en: 'All keys' },
  overviewHelp: {
    id: 'Tekan hurufnya, atau dua angka di depannya. Papan angka: + selesai dan panggil, * panggil ulang, 0 centang, / cari tamu, − daftar ini.',
    en: 'Press the letter, or the two digits before it. Number pad: + finish and call, * call again, 0 tick, / find, − this list.',
  },
  groupVisitor: { id: 'Tamu di loket', en: 'The visitor here' },
  groupTake: { id: 'Tarik dan ubah', en: 'Take back, change' },
  groupOthers: { id: 'Tamu lain', en: 'Other visitors' },
  groupDesk: { id: 'Loket', en: 'This counter' },

  // head, alerts, status
  emergencyAt: { id: 'Darurat di {place}', en: 'Emergency at {place}' },
  emergencyHelp: {
    id: 'Penyelia sudah diberi tahu. Bantu bila Anda dekat, dan tenangkan tamu.',
    en: 'The supervisor has been told. Help if you are near, and keep visitors calm.',
  },
  emergencyClear: { id: 'Akhiri', en: 'End it' },
  thisOffice: { id: 'kantor ini', en: 'this office' },
  restoredCheck: {
    id: 'Kantor dipulihkan pukul {time}; periksa siapa di loket ini.',
    en: 'The office was restored at {time}; check who sits here.',
  },
  restoredVisitor: { id: 'Tercatat: {number}.', en: 'On record: {number}.' },
  restoredNobody: { id: 'Tercatat: tidak ada tamu.', en: 'On record: nobody.' },
  restoredAt: { id: 'Kantor dipulihkan pukul {time}.', en: 'The office was restored at {time}.' },
  restoredAwaits: {
    id: 'Menunggu nomor dari mesin antrean: {devices}.',
    en: 'Waiting for the numbers of: {devices}.',
  },
  seatRight: { id: 'Benar, masih di sini', en: 'Yes, still here' },
  seatEmpty: { id: 'Benar, kosong', en: 'Yes, empty' },
  seatWrong: { id: 'Tidak', en: 'No' },
  goOnKey: { id: 'Lanjut tanpanya', en: 'Go on without' },
  hintSeat: { id: 'setelah kantor dipulihkan', en: 'after the restore' },
  hintSeatWrong: { id: 'betulkan siapa di sini', en: 'put right who is here' },
  hintGoOn: { id: 'mesin antrean yang hilang', en: 'a ticket machine that is gone' },
  staffWanted: { id: 'Tamu minta bantuan di {device}', en: 'A visitor asks for help at {device}' },
  staffWantedHelp: { id: 'Tekan J bila Anda yang datang.', en: 'Press J if you are the one who goes.' },
  adviceHere: { id: 'Bila bisa, buka loket ini', en: 'Open this counter if you can' },
  adviceHereHelp: {
    id: '{stage}: 8 dari 10 tamu menunggu hingga {p80} menit, janjinya {promise} menit.',
    en: '{stage}: 8 in 10 visitors wait up to {p80} minutes, promised are {promise} minutes.',
  },
  lockedFresh: { id: 'Tersambung lagi, menunggu daftar terbaru', en: 'Connected again, waiting for the newest list' },
  lockedFreshHelp: {
    id: 'Tombol aktif begitu daftar terbaru datang. Yang tampil di bawah mungkin sudah berubah.',
    en: 'The keys work once the newest list is here. What stands below may have changed.',
  },
  cutPrint: { id: 'Cetak daftar', en: 'Print the list' },
  soundBlocked: { id: 'Suara mati: sentuh layar TV sekali', en: 'No sound: touch the TV once' },
  soundMissing: { id: 'Suara mati: panggil langsung', en: 'No sound: call out' },
  heard: { id: 'Panggilan sudah terdengar', en: 'The call was heard' },
  notHeard: { id: 'Dipanggil, belum terdengar', en: 'Called, not heard yet' },
  shownOnly: { id: 'Dipanggil di TV, tanpa suara', en: 'Called on the TV, without sound' },
  staffN: { id: 'Panggilan tamu: {n}', en: 'Help wanted: {n}' },

  // queue
  lastKnown: { id: 'Terakhir diketahui', en: 'Last known' },
  whyTurn: {
    id: 'Giliran jalur {lane}, bobot {weight} dari {all}. Paling awal di jalurnya: {when}.',
    en: 'Turn of the {lane} lane, weight {weight} of {all}. First in its lane: {when}.',
  },
  whenSlot: { id: 'jadwal {slot}, antre sejak {since}', en: 'appointment {slot}, in line since {since}' },
  whenSince: { id: 'antre sejak {since}', en: 'in line since {since}' },
  parkedCount: { id: 'Ditunda', en: 'Parked' },
  missedCount: { id: 'Terlewat', en: 'Missed' },
  none: { id: 'tidak ada', en: 'none' },
  andMore: { id: '+{n} lagi', en: '+{n} more' },

  // seat
  stillHere: {
    id: '{number} masih di loket ini. Petugas yang masuk melanjutkan layanannya; nomor dan waktunya tetap.',
    en: '{number} is still at this counter. Whoever signs in goes on with the visit; number and time stay.',
  },
  notSkilledHere: { id: 'belum bersertifikat untuk loket ini', en: 'no certificate for this counter' },
  skillOver: { id: 'sertifikat habis {date}', en: 'certificate ended {date}' },
  othersKey: { id: 'Petugas lain', en: 'Other officers' },
  skilledKey: { id: 'Petugas loket ini', en: 'Officers of this counter' },

  // refused
  allow: { id: 'Izin penyelia', en: 'Allow as supervisor' },

  // number taken for a visitor
  givenTitle: { id: 'Sebutkan atau tuliskan nomor ini untuk tamu', en: 'Tell or write this number to the visitor' },
  givenHelp: {
    id: 'Tidak ada struk. Nomor dapat dipanggil setelah Anda menekan Enter.',
    en: 'There is no slip. The number can be called once you press Enter.',
  },
  givenSplit: {
    id: 'Tidak ada struk. Nomor lama tetap berlaku untuk yang lain.',
    en: 'There is no slip. The old number stays for the others.',
  },
  givenDone: { id: 'Sudah disampaikan', en: 'The visitor has it' },
  givenAhead: { id: '{n} tamu di depannya', en: '{n} ahead' },

  // queue: when
  rowExpected: { id: 'dipanggil sekitar', en: 'called at about' },
  rowLater: { id: 'lebih lama dari yang tercetak, dipanggil sekitar', en: 'longer than printed, called at about' },
  rowNotToday: { id: 'lain hari', en: 'other day' },
  rowNotTodayHelp: {
    id: 'Sudah diberi tahu: mungkin tidak dipanggil hari ini. Struknya memberi antrean berjadwal satu kali.',
    en: 'Was told: it may not be called today. The slip gives one appointment turn.',
  },

  // roster
  rosterTitle: { id: 'Daftar tunggu loket {n}', en: 'Waiting list of counter {n}' },
  rosterAt: { id: 'Keadaan {date} pukul {time}', en: 'As of {date} at {time}' },
  rosterHelp: {
    id: 'Untuk saat pusat antrean mati: panggil dari atas ke bawah, centang yang sudah dilayani, lalu serahkan lembar ini kepada penyelia. Jangan memberi nomor baru dengan tangan.',
    en: 'For when the hub is down: call from the top, tick who was served, then hand this sheet to the supervisor. Give no new numbers by hand.',
  },
  rosterNumber: { id: 'Nomor', en: 'Number' },
  rosterService: { id: 'Layanan', en: 'Service' },
  rosterLane: { id: 'Jalur', en: 'Lane' },
  rosterSince: { id: 'Antre sejak', en: 'In line since' },
  rosterDone: { id: 'Dilayani', en: 'Served' },
  rosterHere: { id: 'Di loket', en: 'At the counter' },
  rosterRest: { id: '{n} tamu lagi belum tercetak di sini.', en: '{n} more are not on this sheet.' },
} satisfies Record<string, Text>;

export type CounterWord = Word | keyof typeof words;
/** Says a word of the console in the language of its page; a name in braces is filled from `values`. */
export type Say = (word: CounterWord, values?: Readonly<Record<string, string | number>>) => string;

export function counterSpeaker(language: Language): Say {
  const shared = speaker(language);
  return (word, values = {}) =>
    isOwn(word)
      ? words[word][language].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
      : shared(word, values);
}

function isOwn(word: CounterWord): word is keyof typeof words {
  return Object.hasOwn(words, word);
}
