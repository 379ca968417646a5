import { speakerOf } from '../speak.ts';

export type SayWhatIf = ReturnType<typeof sayWhatIf>;

export const sayWhatIf = speakerOf({
  title: { id: 'Coba dulu', en: 'What if' },
  lead: {
    id: 'Pilih satu hari, ubah sesuatu, lalu lihat apa jadinya. Tidak ada yang berubah di antrean yang sebenarnya.',
    en: 'Choose a day, change something, and see what it comes to. Nothing changes in the real queue.',
  },
  noDay: { id: 'Belum ada hari yang dapat diputar ulang', en: 'There is no day to play again yet' },
  noDayHelp: {
    id: 'Begitu satu hari antrean selesai tercatat, hari itu dapat dicoba di sini.',
    en: 'Once a day of the queue is on record, it can be tried here.',
  },
  failed: { id: 'Daftar hari tidak dapat dibaca', en: 'The list of days cannot be read' },
  day: { id: 'Hari', en: 'Day' },
  past: { id: 'Hari yang lalu', en: 'A past day' },
  coming: { id: 'Hari mendatang', en: 'A coming day' },
  whichDay: { id: 'Hari yang mana', en: 'Which kind of day' },
  stillOpen: { id: '{day} (masih berjalan)', en: '{day} (not over yet)' },
  changes: { id: 'Yang diubah', en: 'What is changed' },
  noChanges: {
    id: 'Belum ada. Hari itu diputar apa adanya.',
    en: 'Nothing yet. The day is played as it was.',
  },
  add: { id: 'Tambah perubahan', en: 'Add a change' },
  drop: { id: 'Hapus perubahan: {what}', en: 'Remove the change: {what}' },
  play: { id: 'Putar', en: 'Play' },
  stop: { id: 'Hentikan', en: 'Stop' },
  playing: {
    id: 'Hari sedang diputar, biasanya kurang dari 10 detik.',
    en: 'The day is being played, usually under 10 seconds.',
  },
  notPlayed: { id: 'Hari itu tidak dapat diputar', en: 'The day could not be played' },
  wrongLine: {
    id: 'Kantor ini tidak dapat mengikuti perubahan ini. Periksa isinya.',
    en: 'This office cannot follow this change. Check what it says.',
  },
  wrongDay: {
    id: 'Tidak ada catatan untuk hari ini. Pilih hari lain.',
    en: 'There is nothing on record for this day. Choose another.',
  },
  // Kinds of changes
  open: { id: 'Buka loket', en: 'Open a counter' },
  close: { id: 'Tutup loket', en: 'Close a counter' },
  serve: { id: 'Loket melayani tahap lain', en: 'A counter serves another stage' },
  remove: { id: 'Hilangkan tahap', en: 'Leave out a stage' },
  merge: { id: 'Gabung tahap', en: 'Merge stages' },
  scale: { id: 'Lama layanan tahap', en: 'Time a stage takes' },
  arrivals: { id: 'Kedatangan', en: 'Arrivals' },
  weights: { id: 'Giliran jalur', en: 'Turns of the lanes' },
  limits: { id: 'Batas tunggu jalur', en: 'Wait limits of the lanes' },
  // Fields
  counter: { id: 'Loket', en: 'Counter' },
  officer: { id: 'Petugas', en: 'Officer' },
  added: { id: 'Petugas tambahan', en: 'One more officer' },
  from: { id: 'Dari pukul', en: 'From' },
  to: { id: 'Sampai pukul', en: 'To' },
  stage: { id: 'Tahap', en: 'Stage' },
  into: { id: 'Ke dalam tahap', en: 'Into stage' },
  percentTime: { id: 'Lama, % dari biasanya', en: 'Time, % of the usual' },
  service: { id: 'Layanan', en: 'Service' },
  allServices: { id: 'Semua layanan', en: 'All services' },
  percentCome: { id: 'Jumlah, % dari hari itu', en: 'Number, % of that day' },
  shift: { id: 'Geser, menit', en: 'Shift, minutes' },
  appointment: { id: 'Jadwal', en: 'Appointment' },
  priority: { id: 'Prioritas', en: 'Priority' },
  regular: { id: 'Langsung', en: 'Walk-in' },
  minutesLane: { id: '{lane}, menit', en: '{lane}, minutes' },
  // Changes in a sentence
  saysOpen: { id: 'Membuka Loket {counter} pukul {from}–{to}', en: 'Opening counter {counter} from {from} to {to}' },
  saysClose: { id: 'Menutup Loket {counter} pukul {from}–{to}', en: 'Closing counter {counter} from {from} to {to}' },
  saysServe: { id: 'Loket {counter} juga melayani {stage}', en: 'Counter {counter} also serves {stage}' },
  saysRemove: { id: 'Tanpa tahap {stage}', en: 'Without the stage {stage}' },
  saysMerge: { id: '{stage} digabung ke {into}', en: '{stage} done with {into}' },
  saysScale: { id: '{stage} dalam {percent} % waktunya', en: '{stage} in {percent} % of its time' },
  saysArrivals: { id: 'Kedatangan {service} {percent} %', en: 'Arrivals of {service} at {percent} %' },
  saysArrivalsAll: { id: 'Kedatangan {percent} %', en: 'Arrivals at {percent} %' },
  saysShift: { id: ', {minutes} menit', en: ', {minutes} minutes' },
  saysWeights: { id: 'Giliran jalur {list}', en: 'Lane turns {list}' },
  saysLimits: { id: 'Batas tunggu jalur {list} menit', en: 'Lane limits {list} minutes' },
  // The verdict
  verdict: {
    id: '{change}: P80 tunggu {service} {before} → {after} menit; jam kosong {idle} menit.',
    en: '{change}: P80 wait of {service} {before} → {after} minutes; idle time {idle} minutes.',
  },
  verdictSame: {
    id: 'Tanpa perubahan: P80 tunggu semua layanan {after} menit.',
    en: 'Nothing changed: P80 wait of all services {after} minutes.',
  },
  every: { id: 'semua layanan', en: 'all services' },
  p80Means: {
    id: 'P80: 8 dari 10 tamu dipanggil dalam waktu ini.',
    en: 'P80: 8 in 10 visitors are called within this time.',
  },
  refusedMore: {
    id: 'Setelah perubahan {after} tamu tidak mendapat nomor (sebelumnya {before}).',
    en: 'With the change {after} visitors got no number ({before} before).',
  },
  matched: {
    id: '{same} dari {of} panggilan hari itu terulang persis: nomor, loket, saat, dan alasan yang sama.',
    en: '{same} of {of} calls of that day came again exactly: same number, counter, instant and reason.',
  },
  cannot: {
    id: 'Panggilan hari itu tidak diperiksa satu per satu: bukunya bergantung pada hari lain ({list}).',
    en: 'The calls of that day were not checked one by one: its book leans on other days ({list}).',
  },
  drawn: {
    id: 'Diundi {draws} kali dari {days} hari sebelumnya; pita menunjukkan 8 dari 10 undian.',
    en: 'Drawn {draws} times from {days} days before it; bands show 8 in 10 draws.',
  },
  drawnPast: {
    id: 'Kedatangan diundi {draws} kali; pita menunjukkan 8 dari 10 undian.',
    en: 'Arrivals were drawn {draws} times; bands show 8 in 10 draws.',
  },
  baseline: {
    id: '“Sebelum” adalah hari yang sama, dimainkan tanpa perubahan: P80 {played} menit, yang tercatat {recorded} menit.',
    en: '“Before” is the same day played without the change: P80 {played} minutes, on record {recorded} minutes.',
  },
  fixed: { id: 'Yang dianggap tetap', en: 'What is held fixed' },
  fixedArrivals: {
    id: 'Saat tamu datang, layanan dan jalurnya, serta siapa yang pergi sebelum dipanggil.',
    en: 'When visitors come, their service and lane, and who leaves before being called.',
  },
  fixedTimes: {
    id: 'Lama setiap pelayanan, milik tamu itu sendiri, siapa pun petugasnya; juga yang tidak hadir saat dipanggil.',
    en: 'How long each service takes, the visitor’s own, whoever serves; and who is absent when called.',
  },
  fixedStaff: {
    id: 'Jam buka, istirahat, dan pergantian petugas setiap loket, kecuali yang diubah.',
    en: 'Opening hours, breaks and changes of officer at each counter, unless changed.',
  },
  fixedTurns: {
    id: 'Jeda setiap petugas sebelum memanggil. Loket memanggil menurut urutan aturan; panggilan pilihan tidak diulang.',
    en: 'Each officer’s pause before calling. Counters call by the order of the rules; chosen calls are not repeated.',
  },
  fixedDrawn: {
    id: 'Tamu tanpa catatan tahap mendapat lama pelayanan tamu lain pada tahap itu.',
    en: 'A visitor with no record of a stage gets the time of another visitor there.',
  },
  // Figures
  before: { id: 'Sebelum', en: 'Before' },
  after: { id: 'Sesudah', en: 'After' },
  recorded: { id: 'Tercatat', en: 'On record' },
  waitsTitle: { id: 'Tunggu menurut jam datang (P80)', en: 'Wait by time of coming (P80)' },
  waitsSummary: {
    id: 'P80 waktu tunggu setiap setengah jam, sebelum dan sesudah perubahan.',
    en: 'P80 of the wait in each half hour, before and after the change.',
  },
  queueTitle: { id: 'Tamu yang menunggu', en: 'Visitors waiting' },
  queueSummary: {
    id: 'Rata-rata jumlah tamu yang menunggu setiap setengah jam, sebelum dan sesudah perubahan.',
    en: 'Mean number of visitors waiting in each half hour, before and after the change.',
  },
  idleTitle: { id: 'Waktu kosong loket', en: 'Idle time of counters' },
  idleSummary: {
    id: 'Menit setiap loket buka tanpa tamu, sebelum dan sesudah perubahan.',
    en: 'Minutes each counter was open without a visitor, before and after the change.',
  },
  openTitle: { id: 'Loket yang buka', en: 'Counters open' },
  openSummary: {
    id: 'Rata-rata jumlah loket yang buka setiap setengah jam, sebelum dan sesudah perubahan.',
    en: 'Mean number of counters open in each half hour, before and after the change.',
  },
  minutes: { id: 'menit', en: 'minutes' },
  visitors: { id: 'tamu', en: 'visitors' },
  counters: { id: 'loket', en: 'counters' },
  table: { id: 'Menurut layanan', en: 'By service' },
  tableHelp: {
    id: 'Setiap sel: sebelum → sesudah. Menit dari nomor diambil sampai panggilan pertama.',
    en: 'Each cell: before → after. Minutes from the number to the first call.',
  },
  came: { id: 'Datang', en: 'Came' },
  notCalled: { id: 'Tidak terpanggil', en: 'Never called' },
  median: { id: 'Median', en: 'Median' },
  p80: { id: 'P80', en: 'P80' },
  p90: { id: 'P90', en: 'P90' },
  within: { id: 'Sesuai janji', en: 'Within promise' },
  stay: { id: 'Lama di kantor', en: 'Time in office' },
});
