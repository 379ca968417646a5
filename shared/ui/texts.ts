import type { Language, Text } from '../protocol/office.ts';

/** Every word of the counter, display and start pages, in both languages; what an office writes comes from its document. */
const texts = {
  counter: { id: 'Loket', en: 'Counter' },
  counterN: { id: 'Loket {n}', en: 'Counter {n}' },
  minutes: { id: 'menit', en: 'minutes' },
  minutesShort: { id: 'mnt', en: 'min' },
  people: { id: 'orang', en: 'people' },
  peopleN: { id: '{n} orang', en: '{n} people' },
  since: { id: 'sejak', en: 'since' },

  // link
  connecting: { id: 'Menyambung ke pusat antrean…', en: 'Connecting to the hub…' },
  connectingHelp: {
    id: 'Bila ini lebih dari satu menit, periksa kabel jaringan atau panggil petugas.',
    en: 'If this takes over a minute, check the network cable or call staff.',
  },
  refused: { id: 'Pusat antrean menolak layar ini', en: 'The hub refused this screen' },
  tokenTitle: { id: 'Pasangkan layar ini', en: 'Pair this screen' },
  tokenHelp: {
    id: 'Masukkan kunci dari pengelola. Kunci disimpan di perangkat ini dan tidak ditanyakan lagi.',
    en: 'Enter the key from your administrator. It is kept on this device and not asked for again.',
  },
  tokenLabel: { id: 'Kunci perangkat', en: 'Device key' },
  tokenSave: { id: 'Pasangkan', en: 'Pair' },
  noCounter: { id: 'Alamat halaman ini tidak menyebut loket', en: 'The address of this page names no counter' },
  noCounterHelp: {
    id: 'Buka lewat halaman awal, atau tambahkan ?counter=loket-1 di alamat.',
    en: 'Open it from the start page, or add ?counter=loket-1 to the address.',
  },
  noZone: { id: 'Alamat halaman ini tidak menyebut ruang', en: 'The address of this page names no zone' },
  noZoneHelp: {
    id: 'Buka lewat halaman awal, atau tambahkan ?zone=paspor di alamat.',
    en: 'Open it from the start page, or add ?zone=paspor to the address.',
  },

  // display
  nowCalling: { id: 'Sedang dipanggil', en: 'Now calling' },
  lastCall: { id: 'Panggilan terakhir', en: 'Last call' },
  lastKnownCall: { id: 'Panggilan terakhir yang diketahui', en: 'Last known call' },
  calledAt: { id: 'dipanggil pukul', en: 'called at' },
  noCallYet: { id: 'Belum ada panggilan', en: 'No calls yet' },
  noCallYetHelp: { id: 'Nomor Anda tampil di sini saat dipanggil.', en: 'Your number appears here when it is called.' },
  opensAt: { id: 'Loket buka pukul', en: 'Counters open at' },
  opensAtHelp: {
    id: 'Ambil nomor antrean di mesin dekat pintu masuk.',
    en: 'Take a number at the kiosk near the entrance.',
  },
  mute: { id: 'Suara mati', en: 'No sound' },
  andFamily: { id: 'beserta keluarga', en: 'and family' },
  emergency: { id: 'Keadaan darurat', en: 'Emergency' },
  emergencyHelp: { id: 'Ikuti arahan petugas di ruang ini.', en: 'Follow the directions of the staff in this room.' },
  pleaseCome: { id: 'Silakan menuju loket ini', en: 'Please come to this counter' },
  beingServed: { id: 'Sedang dilayani', en: 'Being served' },
  counterFree: { id: 'Nomor Anda tampil di sini saat dipanggil', en: 'Your number appears here when it is called' },
  counterShut: { id: 'Loket ini belum memanggil', en: 'This counter is not calling' },
  ticketNumber: { id: 'Nomor antrean', en: 'Ticket' },
  pleaseGo: { id: 'Silakan menuju', en: 'Please proceed to' },
  pleaseGoLine: {
    id: 'Nomor {number}, silakan menuju loket {counter}',
    en: 'Ticket {number}, please proceed to counter {counter}',
  },
  repeated: { id: 'Panggilan ulang', en: 'Repeated call' },
  left: { id: 'Sebelah kiri', en: 'To the left' },
  right: { id: 'Sebelah kanan', en: 'To the right' },
  ahead: { id: 'Lurus ke depan', en: 'Straight ahead' },
  upstairs: { id: 'Di lantai atas', en: 'Upstairs' },
  downstairs: { id: 'Di lantai bawah', en: 'Downstairs' },
  numberAtCounters: { id: 'Nomor di tiap loket', en: 'Number at each counter' },
  free: { id: 'Siap', en: 'Ready' },
  paused: { id: 'Istirahat', en: 'On a break' },
  closed: { id: 'Tutup', en: 'Closed' },
  backAt: { id: 'kembali pukul {time}', en: 'back at {time}' },
  earlier: { id: 'Sebelumnya', en: 'Earlier' },
  noneEarlier: { id: 'Belum ada panggilan sebelumnya.', en: 'No earlier calls.' },
  missed: { id: 'Terlewat', en: 'Missed' },
  missedHelp: { id: 'lapor ke petugas', en: 'please see the staff' },
  waiting: { id: 'Menunggu', en: 'Waiting' },
  newNumbers: { id: 'Nomor baru', en: 'New numbers' },
  calledAbout: { id: 'dipanggil sekitar', en: 'called about' },
  waitUnknown: { id: 'belum diketahui', en: 'not known yet' },
  waitsUnknown: { id: 'waktu belum diketahui', en: 'times not known yet' },
  later: { id: 'Menunggu lebih lama dari yang tercetak', en: 'Longer wait than printed' },
  notToday: { id: 'Mungkin tidak dipanggil hari ini', en: 'May not be called today' },
  notTodayHelp: {
    id: 'Simpan struk: satu kali antrean berjadwal pada hari lain.',
    en: 'Keep the slip: one appointment turn on another day.',
  },
  keptDays: { id: '{days} hari terakhir:', en: 'Last {days} days:' },
  keptOf: { id: '{of} dari {in}', en: '{of} of {in}' },
  keptIn: { id: 'dipanggil dalam waktu yang ditampilkan', en: 'called within the time shown' },
  cutDisplay: { id: 'Layar ini terputus dari pusat antrean', en: 'This screen is cut off from the hub' },
  cutDisplayHelp: {
    id: 'Nomor di bawah mungkin sudah berganti. Dengarkan panggilan petugas.',
    en: 'The numbers below may have changed. Listen for the officers.',
  },
  cutWaiting: {
    id: 'Jumlah dan perkiraan tidak ditampilkan selama layar terputus.',
    en: 'Counts and estimates are not shown while this screen is offline.',
  },
  cutListen: {
    id: 'Dengarkan panggilan petugas.',
    en: 'This screen is offline. Please listen for the officer’s call.',
  },

  // counter: seat
  whoSits: { id: 'Siapa yang bertugas di loket {n}?', en: 'Who is at counter {n}?' },
  whoSitsHelp: { id: 'Tekan angka di depan nama Anda.', en: 'Press the number in front of your name.' },
  signedIn: {
    id: 'Loket tutup. {name} masih tercatat di sini.',
    en: 'Counter closed. {name} is still signed in here.',
  },
  noOfficers: {
    id: 'Belum ada petugas untuk tahap di loket ini. Minta penyelia mengaturnya.',
    en: 'No officer is set up for the stages of this counter. Ask a supervisor.',
  },

  // counter: head and keys
  break: { id: 'Istirahat', en: 'Break' },
  resume: { id: 'Buka lagi', en: 'Resume' },
  callNumber: { id: 'Panggil {number}', en: 'Call {number}' },
  callNext: { id: 'Panggil berikutnya', en: 'Call next' },
  nobodyYet: { id: 'belum ada yang menunggu', en: 'nobody is waiting' },
  start: { id: 'Mulai layani', en: 'Start serving' },
  startHelp: { id: '{number} sudah di loket', en: '{number} is at the counter' },
  finishTo: { id: 'Selesai, ke {stage}', en: 'Finish, on to {stage}' },
  finish: { id: 'Selesai', en: 'Finish' },
  finishHelp: { id: 'tahap terakhir hari ini', en: 'last stage of today' },
  tickMore: { id: 'centang {n} butir SOP lagi', en: 'tick {n} more steps' },
  recall: { id: 'Panggil ulang', en: 'Call again' },
  noShow: { id: 'Tidak hadir', en: 'No-show' },
  recallFirst: { id: 'panggil ulang dulu', en: 'call again first' },
  finishNextHelp: { id: 'nomor tetap sama', en: 'the number stays the same' },
  takeOverHelp: { id: 'Tekan sekali lagi untuk mengambil alih', en: 'Press once more to take over' },
  inSeconds: { id: 'dalam {n} detik', en: 'in {n} seconds' },
  withdraw: { id: 'Tarik panggilan', en: 'Withdraw' },
  forSeconds: { id: 'masih {n} detik', en: '{n} seconds left' },
  park: { id: 'Tunda', en: 'Park' },
  transfer: { id: 'Alihkan', en: 'Transfer' },
  otherDay: { id: 'Lanjut hari lain', en: 'Another day' },
  enter: { id: 'Enter', en: 'Enter' },
  space: { id: 'Spasi', en: 'Space' },
  undo: { id: 'Batalkan: {number}', en: 'Undo: {number}' },
  waitForLink: { id: 'menunggu sambungan', en: 'waiting for the hub' },
  waitForAnswer: { id: 'Menunggu jawaban', en: 'Waiting for the answer' },
  waitForAnswerHelp: { id: 'menekan lagi tidak mengirim dua kali', en: 'pressing again does not send it twice' },

  // counter: visitor
  nextTitle: { id: 'Berikutnya, belum dipanggil', en: 'Next, not called yet' },
  calledTo: { id: 'Dipanggil ke loket {n}', en: 'Called to counter {n}' },
  callOf: { id: 'panggilan {n} dari {limit}', en: 'call {n} of {limit}' },
  target: { id: 'sasaran {n} menit', en: 'target {n} minutes' },
  waited: { id: 'menunggu {n} menit', en: 'waited {n} minutes' },
  slipUnconfirmed: { id: 'struk belum pasti tercetak', en: 'slip not confirmed' },
  notSpoken: { id: 'belum terdengar, panggil langsung', en: 'not spoken, call out' },
  speaks: { id: 'berbahasa Inggris', en: 'speaks English' },
  sop: { id: 'SOP {stage}', en: 'Steps of {stage}' },
  ofItems: { id: '{n} dari {all}', en: '{n} of {all}' },
  items: { id: '{n} butir', en: '{n} steps' },
  noSop: { id: 'Tahap ini tidak punya daftar periksa.', en: 'This stage has no checklist.' },
  nobody: { id: 'Tidak ada yang menunggu', en: 'Nobody is waiting' },
  nobodyHelp: {
    id: 'Nomor baru muncul di sini begitu diambil.',
    en: 'A new number appears here as soon as it is taken.',
  },
  noneCallable: { id: 'Belum ada yang dapat dipanggil', en: 'Nobody can be called yet' },
  noneCallableHelp: {
    id: 'Tamu di daftar masih menunggu struk, jadwal, atau keahlian lain. Tekan / untuk memilih sendiri.',
    en: 'Those in the list still wait for a slip, a slot or another skill. Press / to choose one yourself.',
  },
  breakTitle: { id: 'Loket sedang istirahat', en: 'Counter is on a break' },
  breakHelp: {
    id: 'Sejak {time}. TV menampilkan “Istirahat”. Tekan F8 untuk membuka lagi.',
    en: 'Since {time}. The TV shows “On a break”. Press F8 to resume.',
  },
  pendingBreak: { id: 'istirahat setelah tamu ini', en: 'break after this visitor' },
  pendingClose: { id: 'tutup setelah tamu ini', en: 'closes after this visitor' },
  dayClosing: { id: 'Jam layanan selesai: hanya yang sudah menunggu', en: 'Past closing: only those already waiting' },
  dayClosed: { id: 'Hari ini sudah ditutup', en: 'The day is closed' },

  // counter: queue
  why: { id: 'Mengapa {number} lebih dulu', en: 'Why {number} comes first' },
  whyL2: { id: 'Giliran jalur {lane}, paling awal di jalurnya.', en: 'Turn of the {lane} lane, first in its lane.' },
  whyL4: {
    id: 'Sudah menunggu {n} menit lebih lama dari batas jalur {lane}.',
    en: 'Has waited {n} minutes over the limit of the {lane} lane.',
  },
  whyL4plain: { id: 'Sudah melewati batas tunggu jalur {lane}.', en: 'Is over the waiting limit of the {lane} lane.' },
  whyL6: { id: 'Dialihkan khusus ke loket atau petugas ini.', en: 'Bound to this counter or officer.' },
  whyC12: { id: 'Dipilih langsung oleh petugas.', en: 'Chosen by the officer.' },
  passed: { id: '{n} tamu yang tiba lebih dulu dilewati.', en: '{n} who came earlier are passed.' },
  after: { id: 'Setelah {number}', en: 'After {number}' },
  inOrder: { id: 'Urutan panggilan', en: 'Calling order' },
  more: { id: '{n} lagi', en: '{n} more' },
  allShown: { id: 'Semua tampil', en: 'All shown' },
  parkedList: { id: 'Ditunda: {list}', en: 'Parked: {list}' },
  missedList: { id: 'Terlewat: {list}', en: 'Missed: {list}' },
  limitIs: { id: 'batas {n} menit', en: 'limit {n} minutes' },
  appointment: { id: 'Jadwal', en: 'Appointment' },
  priority: { id: 'Prioritas', en: 'Priority' },
  regular: { id: 'Langsung', en: 'Walk-in' },

  // counter: dialogs
  chooseReason: { id: 'Alasan istirahat', en: 'Reason for the break' },
  cancel: { id: 'Batal', en: 'Cancel' },
  morePages: { id: 'Halaman berikutnya', en: 'Next page' },
  parkedMark: { id: 'ditunda', en: 'parked' },
  missedMark: { id: 'terlewat', en: 'missed' },

  // counter: what was asked, what came of it
  asking: { id: 'Meminta…', en: 'Asking…' },
  askingNext: { id: 'Meminta nomor berikutnya…', en: 'Asking for the next number…' },
  askingHelp: {
    id: 'Belum ada yang dipanggil. Nomor tampil di sini setelah pusat antrean menjawab.',
    en: 'Nobody is called yet. The number appears here once the hub has answered.',
  },
  lost: {
    id: 'Pusat antrean tidak menjawab. Lihat layar setelah tersambung sebelum menekan lagi.',
    en: 'The hub did not answer. Look at the screen once it is connected before pressing again.',
  },
  cutCounter: { id: 'Terputus dari pusat antrean', en: 'Cut off from the hub' },
  cutServing: {
    id: 'Teruskan melayani {number}. Jangan memanggil tamu lain; tombol aktif lagi begitu tersambung.',
    en: 'Go on serving {number}. Call nobody else; the keys work again once connected.',
  },
  cutIdle: {
    id: 'Jangan memanggil tamu dulu; tombol aktif lagi begitu tersambung.',
    en: 'Call nobody yet; the keys work again once connected.',
  },
  linkLive: { id: 'Pusat antrean tersambung', en: 'Hub connected' },
  linkCut: { id: 'Terputus {for}, mencoba lagi', en: 'Cut off for {for}, trying again' },
  linkSlow: { id: 'Pusat antrean lambat menjawab', en: 'The hub is slow to answer' },
  unknownDevices: { id: 'Pencetak dan suara: belum diketahui', en: 'Printer and sound: not known' },
  printerReady: { id: 'Pencetak siap', en: 'Printer ready' },
  printerNearEnd: { id: 'Kertas menipis', en: 'Paper is low' },
  printerTrouble: { id: 'Pencetak bermasalah', en: 'Printer trouble' },
  printerNone: { id: 'Tidak ada pencetak tersambung', en: 'No printer connected' },
  soundReady: { id: 'Suara siap', en: 'Sound ready' },
  seconds: { id: 'detik', en: 'seconds' },

  // start
  startTitle: { id: 'Antrean', en: 'Antrean' },
  startLead: {
    id: 'Kantor peragaan di komputer ini. Ambil nomor di mesin, panggil dari loket, lihat di TV.',
    en: 'A demonstration office on this computer. Take a number at the kiosk, call it from a counter, see it on the TV.',
  },
  entrance: { id: 'Dekat pintu masuk', en: 'Near the entrance' },
  hall: { id: 'Ruang tunggu', en: 'Waiting hall' },
  counters: { id: 'Loket', en: 'Counters' },
  lead: { id: 'Ruang kepala', en: 'Head of office' },
  office: { id: 'Kantor', en: 'Office' },
  hub: { id: 'Pusat antrean', en: 'Hub' },
  readySince: { id: 'siap sejak', en: 'ready since' },
  ticketsToday: { id: 'Nomor hari ini', en: 'Tickets today' },
  startMissing: { id: 'Daftar ruang tidak tersedia', en: 'The directory is not available' },
  startMissingHelp: {
    id: 'Halaman ini hanya ada di kantor peragaan, dan pusat antrean harus berjalan.',
    en: 'This page exists in the demonstration office only, and needs the hub to run.',
  },
} satisfies Record<string, Text>;

export type Word = keyof typeof texts;
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export function speaker(language: Language): Say {
  return (word, values = {}) =>
    texts[word][language].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
