import type { Text } from '../../../shared/protocol/office.ts';

/** OK; LOOK: a person should know or decide; WRONG: the office is at risk until it is put right. */
export type Mark = 'OK' | 'LOOK' | 'WRONG';

export interface FindingWords extends Text {
  readonly mark: Mark;
  /** What was looked at: at most eleven letters. */
  readonly check: string;
}

const said = (mark: Mark, check: string, en: string, id: string): FindingWords => ({ mark, check, en, id });

/** Why a printer or a loudspeaker does not work, by its state. */
export const faultWords = {
  paperOut: { en: 'out of paper', id: 'kertas habis' },
  coverOpen: { en: 'its cover is open', id: 'penutup terbuka' },
  cutterError: { en: 'its cutter is stuck', id: 'pemotong macet' },
  offline: { en: 'it does not answer', id: 'tidak menjawab' },
  blocked: { en: 'the browser waits for a touch', id: 'peramban menunggu sentuhan' },
  missing: { en: 'its clips are missing', id: 'rekaman suara tidak ada' },
} as const satisfies { readonly [state: string]: Text };

/** What a device is called, by its role; another role goes by its own name. */
export const roleWords: { readonly [role: string]: Text } = {
  kiosk: { en: 'Kiosk', id: 'Mesin antrean' },
  display: { en: 'TV', id: 'TV' },
  counter: { en: 'Counter', id: 'Loket' },
};

/** Media that flush, as they are called. */
export const mediumWords = {
  platter: { en: 'a hard disk', id: 'cakram keras' },
  disk: { en: 'a disk', id: 'penyimpanan' },
} as const satisfies { readonly [medium: string]: Text };

/** Every sentence of the doctor: how a thing stands and, where it is not OK, what to do. */
export const findingWords = {
  settingsGood: said('OK', 'settings', 'The settings of {data} can be used.', 'Setelan di {data} dapat dipakai.'),
  settingsBad: said(
    'WRONG',
    'settings',
    'The hub would not start with these settings: {sentence}',
    'Pusat antrean tidak akan menyala dengan setelan ini: {sentence}',
  ),
  nodeGood: said('OK', 'versions', 'Node {version}.', 'Node {version}.'),
  nodeOld: said(
    'WRONG',
    'versions',
    'Node {version} is too old: start by npm run hub, or install Node {needed}.',
    'Node {version} terlalu lama: jalankan dengan npm run hub, atau pasang Node {needed}.',
  ),
  sqliteGood: said('OK', 'versions', 'SQLite {version}.', 'SQLite {version}.'),
  sqliteUnsafe: said(
    'WRONG',
    'versions',
    'SQLite {version} can damage the journal: install the locked dependencies again (npm ci).',
    'SQLite {version} dapat merusak jurnal: pasang ulang dependensi yang terkunci (npm ci).',
  ),
  folderMissing: said(
    'WRONG',
    'folder',
    'There is no folder {data}: name the hub’s with --data, or start the hub once, which makes it.',
    'Folder {data} tidak ada: sebutkan folder pusat antrean dengan --data, atau nyalakan pusat antrean sekali agar folder dibuat.',
  ),
  folderUnwritable: said(
    'WRONG',
    'folder',
    '{data} cannot be written by this user ({code}): give this user the folder, or run the doctor as the hub’s user.',
    '{data} tidak dapat ditulisi pengguna ini ({code}): berikan foldernya kepada pengguna ini, atau jalankan pemeriksaan sebagai pengguna pusat antrean.',
  ),
  folderOpen: said(
    'LOOK',
    'folder',
    'Other users of this computer can read {data}: close it with chmod 700.',
    'Pengguna lain di komputer ini dapat membaca {data}: tutup dengan chmod 700.',
  ),
  folderGood: said('OK', 'folder', '{data} is this user’s alone.', '{data} hanya milik pengguna ini.'),
  diskLocal: said(
    'OK',
    'disk',
    '{data} is on a local disk ({type}, {cache}).',
    '{data} ada di penyimpanan lokal ({type}, {cache}).',
  ),
  diskShared: said(
    'WRONG',
    'disk',
    '{data} is on a network share ({type}), where a journal can be lost: move it to a local disk.',
    '{data} ada di penyimpanan jaringan ({type}), tempat jurnal dapat hilang: pindahkan ke penyimpanan lokal.',
  ),
  diskMemory: said(
    'WRONG',
    'disk',
    '{data} is in memory ({type}) and is gone when the power goes: move it to a disk.',
    '{data} ada di memori ({type}) dan hilang saat listrik padam: pindahkan ke penyimpanan tetap.',
  ),
  diskUnknown: said(
    'LOOK',
    'disk',
    'This system does not tell what kind of disk {data} is on: see to it that it is a local one.',
    'Sistem ini tidak memberi tahu jenis penyimpanan {data}: pastikan penyimpanan itu lokal.',
  ),
  flushGood: said(
    'OK',
    'flush',
    'A flush takes {p50} ms, 1 in 100 takes {p99} ms ({count} measured).',
    'Penulisan tuntas memerlukan {p50} ms, 1 dari 100 memerlukan {p99} ms ({count} diukur).',
  ),
  flushTooFast: said(
    'LOOK',
    'flush',
    'A flush takes {p50} ms, which {medium} can hardly do: it may only be promised. Test it: start the hub, take tickets, pull the plug, and see that the last printed number is still there.',
    'Penulisan tuntas hanya {p50} ms, hampir mustahil untuk {jenis}: mungkin hanya dijanjikan. Uji: nyalakan pusat antrean, ambil nomor, cabut listriknya, lalu lihat apakah nomor terakhir yang tercetak masih ada.',
  ),
  flushSlow: said(
    'LOOK',
    'flush',
    'A flush takes {p50} ms, 1 in 100 takes {p99} ms: answers at the counters wait for it. Use an SSD, best one that keeps what it has when the power goes.',
    'Penulisan tuntas memerlukan {p50} ms, 1 dari 100 memerlukan {p99} ms: jawaban di loket menunggunya. Pakai SSD, sebaiknya yang tahan listrik padam.',
  ),
  spaceGood: said('OK', 'space', '{free} MB are free.', 'Tersisa {free} MB.'),
  spaceLow: said(
    'LOOK',
    'space',
    '{free} MB are free; below {stop} MB the hub gives no new numbers. Free space on this disk.',
    'Tersisa {free} MB; di bawah {stop} MB pusat antrean tidak memberi nomor baru. Kosongkan penyimpanan ini.',
  ),
  spaceGone: said(
    'WRONG',
    'space',
    '{free} MB are free, less than the {stop} MB below which no new numbers are given: free space on this disk now.',
    'Tersisa {free} MB, kurang dari batas {stop} MB untuk memberi nomor baru: kosongkan penyimpanan ini sekarang.',
  ),
  memoryGood: said('OK', 'memory', '{free} of {total} MB are free.', 'Tersisa {free} dari {total} MB.'),
  memoryLow: said(
    'LOOK',
    'memory',
    'Only {free} of {total} MB are free; the hub wants 300: close other programs.',
    'Hanya tersisa {free} dari {total} MB; pusat antrean perlu 300: tutup program lain.',
  ),
  filesGood: said('OK', 'files', 'This user may open {most} files.', 'Pengguna ini boleh membuka {most} berkas.'),
  filesFew: said(
    'LOOK',
    'files',
    'This user may open only {most} files, and each screen is one: raise it to 4096 (ulimit -n, LimitNOFILE).',
    'Pengguna ini hanya boleh membuka {most} berkas, padahal tiap layar memakai satu: naikkan menjadi 4096 (ulimit -n, LimitNOFILE).',
  ),
  journalMissing: said(
    'LOOK',
    'journal',
    'There is no journal in {data} yet; the hub’s first start makes it.',
    'Belum ada jurnal di {data}; jurnal dibuat saat pusat antrean pertama kali menyala.',
  ),
  journalBad: said('WRONG', 'journal', '{sentence}', 'Jurnal tidak dapat dipakai: {sentence}'),
  journalDamaged: said(
    'WRONG',
    'journal',
    'The journal is damaged at event {seq}: {what}. Stop the hub, and restore the newest backup into an empty folder (npm run hub -- restore).',
    'Jurnal rusak pada peristiwa {seq}: {what}. Hentikan pusat antrean, lalu pulihkan cadangan terbaru ke folder kosong (npm run hub -- restore).',
  ),
  journalGood: said(
    'OK',
    'journal',
    'All {seq} events read back whole ({megabytes} MB).',
    'Semua {seq} peristiwa terbaca utuh ({megabytes} MB).',
  ),
  journalLarge: said(
    'OK',
    'journal',
    'The file is sound ({megabytes} MB, {seq} events); as large as it is, its events are read back at each start and each backup.',
    'Berkasnya utuh ({megabytes} MB, {seq} peristiwa); karena besar, isinya dibaca ulang setiap kali menyala dan mencadangkan.',
  ),
  walLarge: said(
    'LOOK',
    'journal',
    'The journal’s WAL has {megabytes} MB and should stay under 16: something keeps it from being put away. Restart the hub after hours.',
    'WAL jurnal berukuran {megabytes} MB, seharusnya di bawah 16: ada yang menahannya. Mulai ulang pusat antrean di luar jam layanan.',
  ),
  backupNone: said(
    'WRONG',
    'backup',
    'There is no backup in {folder}: start the hub, which makes one every hour, or name the right folder with --backup.',
    'Tidak ada cadangan di {folder}: nyalakan pusat antrean, yang mencadangkan tiap jam, atau sebutkan folder yang benar dengan --backup.',
  ),
  backupSoon: said(
    'LOOK',
    'backup',
    'There is no backup yet; the hub makes its first a minute after its start.',
    'Belum ada cadangan; pusat antrean membuat yang pertama satu menit setelah menyala.',
  ),
  backupTrouble: said(
    'WRONG',
    'backup',
    'The hub could not make its last backup: {sentence}',
    'Pusat antrean gagal membuat cadangan terakhir: {sentence}',
  ),
  backupBroken: said(
    'WRONG',
    'backup',
    'The newest backup {name} does not read back whole: {what}. Check the disk it is on.',
    'Cadangan terbaru {name} tidak terbaca utuh: {what}. Periksa penyimpanannya.',
  ),
  backupOld: said(
    'WRONG',
    'backup',
    'The newest backup is {hours} hours old and {behind} events behind: see that the hub runs and that {folder} has room.',
    'Cadangan terbaru berumur {hours} jam dan tertinggal {behind} peristiwa: pastikan pusat antrean menyala dan {folder} masih punya ruang.',
  ),
  backupGood: said(
    'OK',
    'backup',
    'The newest backup reads back whole; it is {minutes} minutes old and {behind} events behind.',
    'Cadangan terbaru terbaca utuh; umurnya {minutes} menit dan tertinggal {behind} peristiwa.',
  ),
  backupSameDisk: said(
    'LOOK',
    'backup',
    'The backups in {folder} are on the disk of the data: if it breaks, both are gone. Give another disk with --backup.',
    'Cadangan di {folder} berada pada penyimpanan yang sama dengan data: jika rusak, keduanya hilang. Pakai penyimpanan lain dengan --backup.',
  ),
  backupOtherDisk: said(
    'OK',
    'backup',
    'The backups are on another disk than the data.',
    'Cadangan berada pada penyimpanan lain dari data.',
  ),
  copyNone: said(
    'LOOK',
    'live copy',
    'No follower is connected: if the hub broke now, what came after the last backup would be lost. Turn a kiosk on, or run npm run hub -- follow.',
    'Tidak ada salinan langsung: jika pusat antrean rusak sekarang, pekerjaan setelah cadangan terakhir hilang. Nyalakan mesin antrean, atau jalankan npm run hub -- follow.',
  ),
  copyBehind: said(
    'LOOK',
    'live copy',
    'The nearest follower is {behind} events behind: check its disk and its network.',
    'Salinan langsung terdekat tertinggal {behind} peristiwa: periksa penyimpanan dan jaringannya.',
  ),
  copyGood: said(
    'OK',
    'live copy',
    '{count} followers are connected; the nearest is {behind} events behind.',
    '{count} salinan langsung tersambung; yang terdekat tertinggal {behind} peristiwa.',
  ),
  copyOther: said(
    'LOOK',
    'live copy',
    'The copy in {folder} is not of this journal: look which office it belongs to before you use it.',
    'Salinan di {folder} bukan dari jurnal ini: pastikan milik kantor mana sebelum memakainya.',
  ),
  hubStopped: said(
    'LOOK',
    'hub',
    'The hub does not run; what only a running hub knows was not looked at.',
    'Pusat antrean tidak menyala; hal yang hanya diketahui saat menyala tidak diperiksa.',
  ),
  hubSilent: said(
    'WRONG',
    'hub',
    'A hub runs on {data}, and nobody answers at {url}: name its address with --hub, or restart it.',
    'Pusat antrean berjalan pada {data}, tetapi {url} tidak menjawab: sebutkan alamatnya dengan --hub, atau mulai ulang.',
  ),
  hubUnreached: said(
    'WRONG',
    'hub',
    'No hub answers at {url}: check the address, the cable, and that the hub runs and has finished starting.',
    'Tidak ada pusat antrean yang menjawab di {url}: periksa alamat, kabel, dan apakah pusat antrean sudah selesai menyala.',
  ),
  hubOther: said(
    'LOOK',
    'hub',
    'The hub at {url} is not the one of {data}; it was not asked further.',
    'Pusat antrean di {url} bukan pemilik {data}; tidak ditanya lebih lanjut.',
  ),
  hubIll: said(
    'WRONG',
    'hub',
    'The hub at {url} says that it does not serve: look at its screens and restart it.',
    'Pusat antrean di {url} menyatakan tidak melayani: lihat layarnya dan mulai ulang.',
  ),
  hubGood: said(
    'OK',
    'hub',
    'The hub answers at {url} within {ms} ms.',
    'Pusat antrean di {url} menjawab dalam {ms} ms.',
  ),
  hubSlow: said(
    'LOOK',
    'hub',
    'The hub at {url} takes {ms} ms to answer: look at its computer’s load and the network.',
    'Pusat antrean di {url} baru menjawab setelah {ms} ms: periksa beban komputer dan jaringannya.',
  ),
  alarm: said('LOOK', 'hub', '{title}. {help}', '{judul}. {bantuan}'),
  alarmGrave: said('WRONG', 'hub', '{title}. {help}', '{judul}. {bantuan}'),
  loopbackOnly: said(
    'LOOK',
    'network',
    'The hub listens on this computer alone: kiosks and TVs elsewhere cannot reach it. Start it with --host 0.0.0.0 when they should.',
    'Pusat antrean hanya mendengar di komputer ini: mesin antrean dan TV di tempat lain tidak dapat mencapainya. Jalankan dengan --host 0.0.0.0 bila perlu.',
  ),
  reachable: said(
    'OK',
    'network',
    'Screens reach the hub at {addresses}.',
    'Layar dapat mencapai pusat antrean di {addresses}.',
  ),
  plainHttp: said(
    'LOOK',
    'network',
    'The hub speaks plain HTTP, without a certificate: keep it on a network of the office’s own.',
    'Pusat antrean memakai HTTP biasa tanpa sertifikat: pasang hanya di jaringan milik kantor.',
  ),
  clockSynced: said('OK', 'clock', 'The clock is set by the network.', 'Jam disetel oleh jaringan.'),
  clockAlone: said(
    'LOOK',
    'clock',
    'Nobody sets this computer’s clock: turn NTP on, or set it by hand each month.',
    'Tidak ada yang menyetel jam komputer ini: hidupkan NTP, atau setel tiap bulan.',
  ),
  clockUnknown: said(
    'LOOK',
    'clock',
    'Whether this computer’s clock is set by the network cannot be told here: compare it with a telephone.',
    'Tidak dapat diketahui apakah jam komputer ini disetel oleh jaringan: bandingkan dengan telepon.',
  ),
  clockApart: said(
    'WRONG',
    'clock',
    'The hub’s time and this computer’s clock are {seconds} s apart: set the clock right.',
    'Waktu pusat antrean dan jam komputer ini berselisih {seconds} detik: betulkan jamnya.',
  ),
  clockTogether: said(
    'OK',
    'clock',
    'The hub’s time and this computer’s clock agree.',
    'Waktu pusat antrean dan jam komputer ini sama.',
  ),
  zoneOther: said(
    'LOOK',
    'clock',
    'This computer is in {machine}, the office in {office}: hours keep to the office’s, but set the computer’s zone too.',
    'Komputer ini di zona {machine}, kantor di {office}: jam layanan mengikuti kantor, tetapi setel juga zona komputernya.',
  ),
  zoneSame: said('OK', 'clock', 'The time zone is the office’s, {office}.', 'Zona waktu sama dengan kantor, {office}.'),
  devicesUnseen: said(
    'LOOK',
    'devices',
    'Kiosks, printers and TVs were not looked at: give a key with --token.',
    'Mesin antrean, pencetak, dan TV tidak diperiksa: berikan kunci dengan --token.',
  ),
  keyRefused: said(
    'WRONG',
    'devices',
    'The hub refuses this key: give one of its list of passes with --token.',
    'Pusat antrean menolak kunci ini: berikan kunci dari daftarnya dengan --token.',
  ),
  devicesNone: said(
    'LOOK',
    'devices',
    'No kiosk, counter or TV has ever come to this hub: start each with the address of the hub in its --hub.',
    'Belum pernah ada mesin antrean, loket, atau TV yang datang ke pusat antrean ini: jalankan masing-masing dengan alamat pusat antrean di --hub.',
  ),
  deviceGone: said(
    'LOOK',
    'devices',
    '{role} {device} has been away for {minutes} minutes: check that it is on and its cable is in.',
    '{peran} {device} tidak tersambung selama {minutes} menit: periksa daya dan kabelnya.',
  ),
  deviceHere: said('OK', 'devices', '{role} {device} is connected.', '{peran} {device} tersambung.'),
  printerGood: said('OK', 'printer', 'The printer of {device} is ready.', 'Pencetak {device} siap.'),
  printerNearEnd: said(
    'LOOK',
    'printer',
    'The paper of {device} is near its end: put a new roll in soon.',
    'Kertas {device} hampir habis: segera ganti gulungannya.',
  ),
  printerDown: said(
    'WRONG',
    'printer',
    'The printer of {device} cannot print ({state}): go to it.',
    'Pencetak {device} tidak dapat mencetak ({sebab}): datangi mesinnya.',
  ),
  printerUnknown: said(
    'LOOK',
    'printer',
    'The printer of {device} does not say how it is: print a test slip at the kiosk.',
    'Pencetak {device} tidak melaporkan keadaannya: cetak karcis uji di mesinnya.',
  ),
  soundGood: said('OK', 'sound', 'TV {device} can speak.', 'TV {device} dapat bersuara.'),
  soundOff: said('OK', 'sound', 'TV {device} is silent by choice.', 'TV {device} sengaja tanpa suara.'),
  soundDown: said(
    'WRONG',
    'sound',
    'TV {device} cannot speak ({state}): touch its screen once, and check its loudspeaker.',
    'TV {device} tidak dapat bersuara ({sebab}): sentuh layarnya sekali, dan periksa pengeras suaranya.',
  ),
  logUnread: said(
    'LOOK',
    'support',
    'The log {file} cannot be read ({code}): the support file is without it.',
    'Log {file} tidak dapat dibaca ({code}): berkas bantuan dibuat tanpanya.',
  ),
} as const satisfies { readonly [code: string]: FindingWords };

export type FindingCode = keyof typeof findingWords;
