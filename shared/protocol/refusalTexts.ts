import type { Refusal } from './refusals.ts';
import type { Reply } from './replies.ts';
import type { Language, Text } from './office.ts';

/** What can be answered instead of a result: a refusal of the core, or a door's own answer. */
export type ErrorCode = Extract<Reply, { readonly ok: false }>['error']['code'];

/** The sentence that always holds, and a fuller one for when `about` has all that it names. */
type Sentences = readonly [plain: Text, full?: Text];

/**
 * Why, and what to do or when instead (look.md section 8). A name in braces is a key of the refusal's `about`:
 * `opens` an instant; `prefix` and `number` as printed; `name` a person or a thing of the office; `counter` its number
 * on the wall; `seconds` still to wait, or allowed; `limit`, `max`, `calls`, `items`, `people` and `count` counts;
 * `path` a field. Other keys are for programs and not said: the ids of what is unknown.
 */
const texts: Record<ErrorCode, Sentences> = {
  // who and what
  unknownService: [
    {
      id: 'Layanan ini tidak ada di kantor ini. Pilih layanan lain dari daftar.',
      en: 'This office does not offer that service. Choose another one from the list.',
    },
  ],
  unknownStage: [
    {
      id: 'Tahap ini tidak ada di pengaturan kantor. Pilih tahap dari daftar.',
      en: 'That stage is not in the office settings. Choose a stage from the list.',
    },
  ],
  unknownCounter: [
    {
      id: 'Loket ini tidak ada di pengaturan kantor. Pilih loket dari daftar.',
      en: 'That counter is not in the office settings. Choose a counter from the list.',
    },
  ],
  unknownOfficer: [
    {
      id: 'Petugas ini tidak terdaftar di kantor ini. Pilih nama dari daftar, atau minta penyelia menambahkannya.',
      en: 'That officer is not registered at this office. Choose a name from the list, or ask a supervisor to add it.',
    },
  ],
  unknownTicket: [
    {
      id: 'Nomor ini tidak ada di buku hari ini. Periksa struknya, atau ambil nomor baru.',
      en: 'That number is not in the book of today. Check the slip, or take a new number.',
    },
  ],
  unknownDevice: [
    {
      id: 'Perangkat ini belum dikenal pusat antrean. Pasangkan dulu dari layar Perangkat.',
      en: 'The hub does not know this device. Pair it first on the Devices screen.',
    },
  ],
  unknownZone: [
    {
      id: 'Ruang ini tidak ada di pengaturan kantor. Pilih ruang dari daftar.',
      en: 'That room is not in the office settings. Choose a room from the list.',
    },
  ],
  unknownItem: [
    {
      id: 'Butir ini tidak ada di daftar SOP tahap ini. Muat ulang layar, lalu centang lagi.',
      en: 'That item is not on the checklist of this stage. Reload the screen, then tick it again.',
    },
  ],
  unknownEmergency: [
    {
      id: 'Keadaan darurat ini tidak ada atau sudah diakhiri. Lihat layar terbaru.',
      en: 'That emergency does not exist or is over. Look at the newest screen.',
    },
  ],
  unknownAnnouncement: [
    {
      id: 'Panggilan ini tidak ada di buku hari ini. Tunggu panggilan berikutnya.',
      en: 'That announcement is not in the book of today. Wait for the next one.',
    },
  ],
  noStaffCall: [
    {
      id: 'Mesin antrean ini tidak sedang memanggil petugas, atau sudah dijawab. Lihat layar terbaru.',
      en: 'That kiosk is not asking for an officer, or was answered already. Look at the newest screen.',
    },
  ],
  notAllowed: [
    {
      id: 'Tindakan ini bukan wewenang Anda di loket ini. Masuk di loket Anda sendiri, atau minta bantuan penyelia.',
      en: 'This is not yours to do at this counter. Sign in at your own counter, or ask a supervisor.',
    },
  ],
  overrideNotAllowed: [
    {
      id: 'Aturan ini hanya boleh dikecualikan oleh penyelia. Minta penyelia melakukannya, atau lanjutkan tanpa pengecualian.',
      en: 'Only a supervisor may set this rule aside. Ask a supervisor, or go on within the rule.',
    },
  ],
  officeInvalid: [
    {
      id: 'Pengaturan kantor masih salah dan belum disimpan. Perbaiki isian yang ditandai, lalu simpan lagi.',
      en: 'The office settings have faults and were not saved. Mend the marked fields, then save again.',
    },
    {
      id: 'Pengaturan kantor masih salah di {count} tempat dan belum disimpan. Perbaiki isian yang ditandai, lalu simpan lagi.',
      en: 'The office settings have faults (count: {count}) and were not saved. Mend the marked fields, then save again.',
    },
  ],
  officeInUse: [
    {
      id: 'Bagian yang dihapus masih dipakai hari ini. Biarkan sampai hari ini ditutup, lalu hapus.',
      en: 'What was removed is still in use today. Keep it until the day is closed, then remove it.',
    },
    {
      id: '{name} dihapus padahal masih dipakai hari ini. Biarkan sampai hari ini ditutup, lalu hapus.',
      en: '{name} was removed but is still in use today. Keep it until the day is closed, then remove it.',
    },
  ],
  generationUnknown: [
    {
      id: 'Mesin antrean ini belum dipasangkan dengan pusat antrean. Pasangkan lagi dari layar Perangkat; nomor yang tersimpan tidak hilang.',
      en: 'This ticket machine is not paired with the hub. Pair it again on the Devices screen; the numbers it holds are safe.',
    },
  ],
  // keys
  keyReused: [
    {
      id: 'Kunci perintah ini sudah dipakai untuk perintah lain. Kirim lagi dengan kunci baru.',
      en: 'The key of this command was used for another one. Send it again under a new key.',
    },
  ],
  keyTooOld: [
    {
      id: 'Perintah ini sudah lebih dari 7 hari dan tidak dijalankan. Lihat keadaan terbaru, lalu buat perintah baru.',
      en: 'This command is more than 7 days old and was not carried out. Look at the present state, then make a new one.',
    },
  ],
  movedOn: [
    {
      id: 'Tamu di loket ini sudah berganti. Lihat layar terbaru, lalu ulangi bila masih perlu.',
      en: 'The visitor at this counter has changed. Look at the newest screen, then repeat it if still needed.',
    },
  ],
  // numbers and intake
  seriesFull: [
    {
      id: 'Nomor layanan ini untuk hari ini sudah habis. Datang lagi pada hari kerja berikutnya, atau tanyakan kepada petugas.',
      en: 'This service has no numbers left today. Come back on the next working day, or ask an officer.',
    },
    {
      id: 'Nomor dengan huruf {prefix} untuk hari ini sudah habis. Datang lagi pada hari kerja berikutnya, atau tanyakan kepada petugas.',
      en: 'There are no numbers left under the letter {prefix} today. Come back on the next working day, or ask an officer.',
    },
  ],
  serviceClosed: [
    {
      id: 'Layanan ini sedang tutup. Lihat jam buka di layar, lalu datang pada jam itu.',
      en: 'This service is closed now. See the opening hours on the screen, and come back then.',
    },
    {
      id: 'Layanan ini sedang tutup. Nomor dapat diambil lagi {opens}.',
      en: 'This service is closed now. Numbers are given again {opens}.',
    },
  ],
  servicePaused: [
    {
      id: 'Layanan ini sedang dihentikan sementara. Tunggu pengumuman, atau tanyakan kepada petugas.',
      en: 'This service is paused for now. Wait for the announcement, or ask an officer.',
    },
  ],
  intakeStopped: [
    {
      id: 'Antrean layanan ini sudah penuh sampai jam tutup. Datang lagi pada hari kerja berikutnya.',
      en: 'The queue of this service is full until closing time. Come back on the next working day.',
    },
    {
      id: 'Antrean layanan ini sudah penuh sampai jam tutup. Nomor dapat diambil lagi {opens}.',
      en: 'The queue of this service is full until closing time. Numbers are given again {opens}.',
    },
  ],
  quotaUsed: [
    {
      id: 'Sisa kuota hari ini tidak cukup. Datang lagi pada hari kerja berikutnya.',
      en: 'What is left of the quota of today is not enough. Come back on the next working day.',
    },
    {
      id: 'Sisa kuota hari ini tidak cukup. Buka lagi {opens}.',
      en: 'What is left of the quota of today is not enough. Open again {opens}.',
    },
  ],
  tooManyPeople: [
    {
      id: 'Satu nomor tidak cukup untuk orang sebanyak itu. Kurangi jumlahnya, lalu ambil nomor lain untuk sisanya.',
      en: 'One number cannot hold that many people. Lower the count, then take another number for the rest.',
    },
    {
      id: 'Satu nomor di sini paling banyak untuk {max} orang. Kurangi jumlahnya, lalu ambil nomor lain untuk sisanya.',
      en: 'A number here holds {max} at most. Lower the count, then take another number for the rest.',
    },
  ],
  priorityNotOffered: [
    {
      id: 'Layanan ini tidak punya jalur prioritas. Ambil nomor biasa, atau panggil petugas untuk dibantu.',
      en: 'This service has no priority lane. Take an ordinary number, or call an officer for help.',
    },
  ],
  slotLate: [
    {
      id: 'Waktu jadwal ini sudah lewat. Ambil nomor tanpa jadwal; Anda dipanggil menurut urutan.',
      en: 'The time of this appointment has passed. Take a number without it; you are called in order.',
    },
  ],
  carryOverUnknown: [
    {
      id: 'Kode lanjutan ini tidak dikenal, kedaluwarsa, atau sudah dipakai. Ambil nomor biasa, atau tanyakan kepada petugas.',
      en: 'This carry-over code is unknown, too old or already used. Take an ordinary number, or ask an officer.',
    },
  ],
  holderLimit: [
    {
      id: 'Jumlah nomor yang boleh dipegang sekaligus sudah tercapai. Selesaikan atau batalkan satu nomor dulu.',
      en: 'You hold as many numbers as are allowed at once. Finish or cancel one first.',
    },
    {
      id: 'Paling banyak {limit} nomor boleh dipegang sekaligus. Selesaikan atau batalkan satu nomor dulu.',
      en: 'At most {limit} may be held at once. Finish or cancel one number first.',
    },
  ],
  noDigitFree: [
    {
      id: 'Angka 5 sampai 9 sudah dipakai mesin antrean lain. Tunggu unggahan mesin lama selesai, atau lepaskan satu mesin di layar Perangkat.',
      en: 'The digits 5 to 9 are all held by other ticket machines. Wait until an old machine has uploaded, or release one on the Devices screen.',
    },
  ],
  numberTaken: [
    {
      id: 'Nomor ini sudah milik tiket lain. Simpan kedua struknya, lalu beri tahu penyelia.',
      en: 'This number belongs to another ticket. Keep both slips, then tell a supervisor.',
    },
    {
      id: 'Nomor {number} sudah milik tiket lain. Simpan kedua struknya, lalu beri tahu penyelia.',
      en: '{number} belongs to another ticket. Keep both slips, then tell a supervisor.',
    },
  ],
  restoring: [
    {
      id: 'Pusat antrean baru dipulihkan dan menunggu nomor dari mesin antrean. Ambil nomor di mesin antrean; untuk mesin yang hilang, penyelia dapat melanjutkan tanpanya.',
      en: 'The hub was restored and waits for the numbers of the ticket machines. Take a number at a ticket machine; a supervisor may go on without a machine that is gone.',
    },
  ],
  noRestore: [
    {
      id: 'Pemulihan itu bukan yang sedang berlangsung hari ini. Muat ulang layar ini.',
      en: 'That restore is not the one of today. Reload this screen.',
    },
  ],
  sourceMismatch: [
    {
      id: 'Nomor ini bukan dari deret mesin yang mengirimnya. Pasangkan lagi mesin itu dari layar Perangkat.',
      en: 'This number is not from the series of the machine that sent it. Pair that machine again on the Devices screen.',
    },
    {
      id: 'Nomor {number} bukan dari deret mesin yang mengirimnya. Pasangkan lagi mesin itu dari layar Perangkat.',
      en: '{number} is not from the series of the machine that sent it. Pair that machine again on the Devices screen.',
    },
  ],
  diskAlmostFull: [
    {
      id: 'Penyimpanan pusat antrean hampir penuh, jadi nomor baru tidak dicatat di sini. Ambil nomor di mesin antrean, dan beri tahu penyelia.',
      en: 'The hub’s disk is almost full, so no new number is recorded here. Take a number at a kiosk, and tell a supervisor.',
    },
  ],
  // calling
  nobodyWaiting: [
    {
      id: 'Tidak ada tamu yang dapat dipanggil di antrean loket ini. Tunggu tamu berikutnya, atau bantu antrean lain.',
      en: 'Nobody can be called from the queues of this counter. Wait for the next visitor, or help another queue.',
    },
  ],
  counterBusy: [
    {
      id: 'Masih ada tamu di loket ini. Selesaikan, tunda, atau alihkan dulu.',
      en: 'There is still a visitor at this counter. Finish, park or transfer first.',
    },
    {
      id: '{number} masih di loket ini. Selesaikan, tunda, atau alihkan dulu.',
      en: '{number} is still at this counter. Finish, park or transfer first.',
    },
  ],
  counterEmpty: [
    {
      id: 'Tidak ada tamu di loket ini. Panggil tamu berikutnya dulu.',
      en: 'There is no visitor at this counter. Call the next one first.',
    },
  ],
  counterClosed: [
    { id: 'Loket ini tutup. Masuk dan buka loket dulu.', en: 'This counter is closed. Sign in and open it first.' },
  ],
  counterPaused: [
    {
      id: 'Loket ini sedang istirahat atau akan tutup. Buka lagi loket ini dulu.',
      en: 'This counter is on a break or about to close. Open it again first.',
    },
  ],
  counterTaken: [
    {
      id: 'Loket ini sedang dipakai petugas lain. Pilih loket lain, atau ambil alih loket ini.',
      en: 'Another officer is at this counter. Choose another counter, or take this one over.',
    },
    {
      id: 'Loket ini sedang dipakai {name}. Pilih loket lain, atau ambil alih loket ini.',
      en: '{name} is at this counter. Choose another counter, or take this one over.',
    },
  ],
  officerElsewhere: [
    {
      id: 'Petugas ini masih masuk di loket lain. Keluar dari sana dulu, atau pindahkan ke sini.',
      en: 'This officer is still signed in at another counter. Sign out there first, or move here.',
    },
    {
      id: '{name} masih masuk di loket {counter}. Keluar dari sana dulu, atau pindahkan ke sini.',
      en: '{name} is still signed in at counter {counter}. Sign out there first, or move here.',
    },
  ],
  notSkilled: [
    {
      id: 'Petugas ini belum bersertifikat untuk tahap loket ini, atau sertifikatnya sudah habis. Pilih loket lain, atau minta izin penyelia.',
      en: 'This officer has no valid certificate for the stages of this counter. Choose another counter, or ask a supervisor to allow it.',
    },
  ],
  officerNeeded: [
    {
      id: 'Belum ada petugas di loket ini. Masuk dulu, lalu buka loket.',
      en: 'No officer is signed in at this counter. Sign in first, then open it.',
    },
  ],
  recallLimit: [
    {
      id: 'Nomor ini sudah dipanggil ulang sebanyak yang boleh. Tandai tidak hadir, atau tunda.',
      en: 'This number was called again as often as allowed. Mark it absent, or park it.',
    },
    {
      id: 'Nomor ini sudah dipanggil ulang {limit} kali. Tandai tidak hadir, atau tunda.',
      en: 'This number was called again as often as allowed ({limit}). Mark it absent, or park it.',
    },
  ],
  tooFewCalls: [
    {
      id: 'Nomor ini belum cukup dipanggil. Panggil ulang dulu, lalu tandai tidak hadir.',
      en: 'This number has not been called often enough. Call it again first, then mark it absent.',
    },
    {
      id: 'Tidak hadir boleh ditandai setelah {calls} panggilan. Panggil ulang dulu.',
      en: 'Absent may be marked after {calls} calls. Call again first.',
    },
  ],
  tooEarly: [
    {
      id: 'Tamu masih diberi waktu untuk datang. Tunggu sebentar, lalu tandai tidak hadir.',
      en: 'The visitor still has time to come. Wait a moment, then mark absent.',
    },
    {
      id: 'Tamu masih diberi waktu untuk datang. Tunggu {seconds} detik lagi, lalu tandai tidak hadir.',
      en: 'The visitor still has time to come. Wait {seconds} s more, then mark absent.',
    },
  ],
  tooLate: [
    {
      id: 'Waktu untuk menarik kembali sudah lewat. Lanjutkan, atau minta penyelia mengoreksi.',
      en: 'The time to take this back is over. Go on, or ask a supervisor to correct it.',
    },
    {
      id: 'Ini hanya dapat ditarik kembali dalam {seconds} detik. Lanjutkan, atau minta penyelia mengoreksi.',
      en: 'This can only be taken back within {seconds} s. Go on, or ask a supervisor to correct it.',
    },
  ],
  notCallable: [
    {
      id: 'Nomor ini belum dapat dipanggil: struk belum keluar, jadwal belum tiba, atau tamu belum hadir. Pilih nomor lain, atau tunggu.',
      en: 'This number cannot be called yet: no slip, before its appointment, or not on site. Choose another number, or wait.',
    },
  ],
  notYourQueue: [
    {
      id: 'Nomor ini menunggu di antrean loket lain. Pilih nomor lain, atau minta penyelia mengubah tugas loket ini.',
      en: 'This number waits in a queue of other counters. Choose another one, or ask a supervisor to change what this counter serves.',
    },
  ],
  reasonNeeded: [
    {
      id: 'Alasan belum diisi. Pilih satu alasan, lalu ulangi.',
      en: 'No reason was given. Choose one, then try again.',
    },
  ],
  alreadyStarted: [
    {
      id: 'Layanan tamu ini sudah dimulai. Selesaikan, tunda, atau alihkan.',
      en: 'Service of this visitor has begun. Finish, park or transfer.',
    },
  ],
  linkedAtCounter: [
    {
      id: 'Nomor lain dari rombongan yang sama sedang di loket. Tunggu sampai selesai, atau panggil nomor lain.',
      en: 'Another number of the same party is at a counter. Wait until it is done, or call another number.',
    },
  ],
  // service
  checklistOpen: [
    {
      id: 'Masih ada butir SOP yang belum dicentang. Centang dulu, lalu selesaikan.',
      en: 'Some checklist items are still open. Tick them first, then finish.',
    },
    {
      id: 'Belum dicentang: {items} butir SOP. Centang dulu, lalu selesaikan.',
      en: 'Checklist items still open: {items}. Tick them first, then finish.',
    },
  ],
  alreadyEnded: [
    {
      id: 'Kunjungan ini sudah berakhir. Ambil nomor baru bila masih perlu dilayani.',
      en: 'This visit has ended. Take a new number if more is needed.',
    },
  ],
  notParked: [
    {
      id: 'Nomor ini tidak sedang ditunda. Lihat keadaannya di daftar terbaru.',
      en: 'This number is not parked. See its state in the newest list.',
    },
  ],
  notMissed: [
    {
      id: 'Nomor ini tidak tercatat tidak hadir. Lihat keadaannya di daftar terbaru.',
      en: 'This number is not listed as absent. See its state in the newest list.',
    },
  ],
  notWaiting: [
    {
      id: 'Nomor ini sedang tidak menunggu. Lihat keadaannya, lalu coba lagi saat menunggu.',
      en: 'This number is not waiting now. See its state, and try again while it waits.',
    },
  ],
  notAway: [
    {
      id: 'Kehadiran nomor ini tidak perlu dikonfirmasi. Silakan tunggu sampai dipanggil.',
      en: 'This number needs no confirmation. Please wait until it is called.',
    },
  ],
  alreadyPostponed: [
    {
      id: 'Nomor ini sudah pernah ditunda, dan hanya boleh sekali. Tunggu dipanggil, atau batalkan dan ambil nomor baru.',
      en: 'This number was postponed before, which is allowed once. Wait for the call, or cancel and take a new number.',
    },
  ],
  notServing: [
    {
      id: 'Layanan tamu ini belum dimulai. Tekan Mulai dulu.',
      en: 'Service of this visitor has not begun. Press Start first.',
    },
  ],
  nobodyToSplit: [
    {
      id: 'Nomor ini tidak punya cukup orang untuk dipisah. Sisakan paling sedikit satu orang.',
      en: 'This number has too few people to split. Leave at least one person on it.',
    },
    {
      id: 'Nomor ini untuk {people} orang dan tidak dapat dipisah sebanyak itu. Sisakan paling sedikit satu orang.',
      en: 'The group of this number counts {people} and cannot give away that many. Leave at least one person on it.',
    },
  ],
  alreadyLinked: [
    {
      id: 'Kedua nomor ini sudah satu rombongan. Lanjutkan tanpa menghubungkan lagi.',
      en: 'These two numbers are already one party. Go on without linking them.',
    },
  ],
  nothingToUndo: [
    {
      id: 'Tidak ada tindakan Anda yang dapat dibatalkan pada nomor ini. Minta penyelia mengoreksi bila perlu.',
      en: 'You have nothing to undo on this number. Ask a supervisor to correct it if needed.',
    },
  ],
  returnInPast: [
    {
      id: 'Waktu kembali sudah lewat. Pilih waktu yang akan datang.',
      en: 'The time of return has passed. Choose a later one.',
    },
  ],
  sameTarget: [
    {
      id: 'Tamu ini sudah di tujuan itu. Pilih tujuan lain.',
      en: 'The visitor is there already. Choose another target.',
    },
  ],
  targetAbsent: [
    {
      id: 'Loket itu tutup, atau petugas itu tidak sedang di loket. Pilih tujuan lain, atau alihkan ke layanannya.',
      en: 'That counter is closed, or that officer is at no counter. Choose another target, or transfer to the service.',
    },
  ],
  noNextStage: [
    {
      id: 'Tahap itu tidak ada lagi di sisa kunjungan ini. Pilih dari tahap yang tersisa, atau selesaikan.',
      en: 'That stage is not among those left for this visit. Choose one that is, or finish.',
    },
  ],
  // day
  dayClosed: [
    {
      id: 'Buku hari itu sudah ditutup. Datang lagi pada hari kerja berikutnya, atau minta penyelia membukanya kembali.',
      en: 'The book of that day is closed. Come back on the next working day, or ask a supervisor to reopen it.',
    },
  ],
  dayOpen: [
    {
      id: 'Buku hari ini masih terbuka. Lanjutkan tanpa membukanya kembali.',
      en: 'The book of today is still open. Go on without reopening it.',
    },
  ],
  dayNotOpen: [
    {
      id: 'Ini baru dapat dilakukan setelah kunjungan atau harinya tercatat. Tunggu sampai selesai, lalu ulangi.',
      en: 'This can only be done once the visit or its day is on record. Wait until it is, then try again.',
    },
  ],
  dayTooOld: [
    {
      id: 'Hari itu sudah terlalu lama dan bukunya tidak berubah lagi. Catat perbaikannya di luar antrean.',
      en: 'That day is too long ago and its book no longer changes. Record the correction outside the queue.',
    },
  ],
  dayInFuture: [
    {
      id: 'Tanggal itu belum tiba. Periksa jam mesin pengirim, lalu kirim lagi.',
      en: 'That date has not come yet. Check the clock of the machine that sent it, then send it again.',
    },
  ],
  otherDay: [
    {
      id: 'Nomor ini diminta untuk hari lain. Silakan ambil nomor sekali lagi.',
      en: 'This number was asked for another day. Please take a number once more.',
    },
    {
      id: 'Nomor ini diminta untuk hari lain; di pusat antrean sekarang {day}. Silakan ambil nomor sekali lagi.',
      en: 'This number was asked for another day; at the hub it is {day}. Please take a number once more.',
    },
  ],
  alreadyPaused: [
    {
      id: 'Ini sudah dihentikan sementara. Buka lagi dulu bila ingin mengubahnya.',
      en: 'This is paused already. Resume it first if you want to change it.',
    },
  ],
  notPaused: [
    {
      id: 'Layanan ini tidak sedang dihentikan. Lanjutkan seperti biasa.',
      en: 'This service is not paused. Go on as usual.',
    },
  ],
  alreadyStopped: [
    {
      id: 'Pengambilan nomor layanan ini sudah dihentikan. Buka lagi dulu bila ingin mengubahnya.',
      en: 'This service has stopped giving numbers already. Resume it first if you want to change that.',
    },
  ],
  notStopped: [
    {
      id: 'Nomor layanan ini masih dapat diambil. Lanjutkan seperti biasa.',
      en: 'This service still gives numbers. Go on as usual.',
    },
  ],
  predictionUnclear: [
    {
      id: 'Perkiraan belum cukup jelas untuk mengubah pengambilan nomor. Tunggu perkiraan berikutnya, atau putuskan sendiri sebagai penyelia.',
      en: 'The forecast is not clear enough to change the giving of numbers. Wait for the next one, or let a supervisor decide.',
    },
  ],
  heldOpen: [
    {
      id: 'Penyelia membuka lagi pengambilan nomor layanan ini. Perkiraan tidak menghentikannya hari ini.',
      en: 'A supervisor resumed the numbers of this service. A forecast does not stop them today.',
    },
  ],
  notTimeToTell: [
    {
      id: 'Belum waktunya memberi tahu siapa yang tidak akan terlayani hari ini. Itu dilakukan mulai jam yang diatur kantor, dan sekali lagi paling cepat satu jam kemudian.',
      en: 'It is not the time to tell who will not be reached today. That is done from the time the office has set, and once more an hour later at the soonest.',
    },
  ],
  alreadyAdvised: [
    {
      id: 'Saran membuka loket untuk tahap ini sudah ada. Saran kedua tidak diperlukan.',
      en: 'To open a counter for this stage is advised already. A second advice is not needed.',
    },
  ],
  notAdvised: [
    {
      id: 'Tidak ada saran membuka loket untuk tahap ini. Tidak ada yang perlu dicabut.',
      en: 'To open a counter for this stage is not advised. There is nothing to withdraw.',
    },
  ],
  noCounterHelps: [
    {
      id: 'Tidak ada loket tutup dengan petugas yang dapat membantu tahap ini. Tugaskan petugas yang menguasainya lebih dahulu.',
      en: 'There is no closed counter with an officer who could help with this stage. Assign an officer who knows it first.',
    },
  ],
  // announcements
  notTheVoice: [
    {
      id: 'Layar lain sedang menjadi suara ruang ini. Biarkan layar itu yang melapor.',
      en: 'Another display is the voice of this room. Leave the report to it.',
    },
  ],
  alreadyReported: [
    {
      id: 'Hasil panggilan ini sudah dilaporkan. Tunggu panggilan berikutnya.',
      en: 'This announcement was reported already. Wait for the next one.',
    },
  ],
  // doors: what is answered before a command is decided
  malformed: [
    {
      id: 'Perintah ini tidak dapat dibaca. Periksa isiannya terhadap dokumentasi, lalu kirim lagi.',
      en: 'This command cannot be read. Check its fields against the documentation, then send it again.',
    },
    {
      id: 'Isian {path} tidak dapat dibaca. Periksa terhadap dokumentasi, lalu kirim lagi.',
      en: 'The field {path} cannot be read. Check it against the documentation, then send it again.',
    },
  ],
  unauthorized: [
    {
      id: 'Pusat antrean belum mengenal pengirim. Masuk atau pasangkan perangkat dulu, lalu kirim lagi.',
      en: 'The hub does not know the sender. Sign in or pair the device first, then send it again.',
    },
  ],
  forbidden: [
    {
      id: 'Peran Anda tidak boleh melakukan ini. Minta bantuan penyelia.',
      en: 'Your role may not do this. Ask a supervisor.',
    },
  ],
  tooMany: [
    {
      id: 'Terlalu banyak permintaan sekaligus. Tunggu sebentar, lalu coba lagi.',
      en: 'Too many requests at once. Wait a moment, then try again.',
    },
    {
      id: 'Terlalu banyak permintaan sekaligus. Coba lagi {seconds} detik lagi.',
      en: 'Too many requests at once. Try again in {seconds} s.',
    },
  ],
  notReady: [
    {
      id: 'Pusat antrean sedang menyiapkan diri. Coba lagi beberapa detik lagi.',
      en: 'The hub is getting ready. Try again in a few seconds.',
    },
    {
      id: 'Pusat antrean sedang menyiapkan diri. Coba lagi {seconds} detik lagi.',
      en: 'The hub is getting ready. Try again in {seconds} s.',
    },
  ],
};

/**
 * The sentence of a refusal in both languages, with what its `about` names filled in; where something is missing the
 * plain sentence. A moment needs the office's time zone, without which it is left out.
 */
export function sentence(code: ErrorCode, about: Refusal['about'] = {}, timeZone?: string): Text {
  const [plain, full] = texts[code];
  const id = full && fill(full.id, about, (at) => moment(at, 'id', timeZone));
  const en = full && fill(full.en, about, (at) => moment(at, 'en', timeZone));
  return id !== undefined && en !== undefined ? { id, en } : plain;
}

function fill(
  template: string,
  about: NonNullable<Refusal['about']>,
  say: (at: number) => string | undefined,
): string | undefined {
  let complete = true;
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = about[name];
    const said = name === 'opens' && typeof value === 'number' ? say(value) : value;
    if (said === undefined) complete = false;
    return String(said);
  });
  return complete ? filled : undefined;
}

const locales: Record<Language, { readonly locale: string; readonly at: string }> = {
  id: { locale: 'id-ID', at: 'pukul' },
  en: { locale: 'en-GB', at: 'at' },
};

/** `Rabu, 25 November pukul 08.00`, `Wednesday 25 November at 08:00`. */
function moment(at: number, language: Language, timeZone: string | undefined): string | undefined {
  if (timeZone === undefined) return undefined;
  const { locale, at: word } = locales[language];
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  const date = part({ weekday: 'long', day: 'numeric', month: 'long' });
  return `${date} ${word} ${part({ hour: '2-digit', minute: '2-digit' })}`;
}
