import type { AlarmCode } from './alarms.ts';
import type { Text } from './office.ts';

/** An alarm as staff read it: what is so, and what a supervisor does about it. */
export interface AlarmWords {
  readonly title: Text;
  readonly help: Text;
  /** What an officer at a counter does; those without one are for supervisors alone. */
  readonly officer?: Text;
}

export const alarmWords: { readonly [Code in AlarmCode]: AlarmWords } = {
  journalDamaged: {
    title: { id: 'Catatan antrean rusak', en: 'The queue’s record is damaged' },
    help: {
      id: 'Pusat antrean berhenti agar tidak ada nomor yang salah. Layani memakai daftar cetak, dan minta pengelola memulihkan cadangan terbaru ke folder kosong.',
      en: 'The hub has stopped so that no number goes wrong. Serve by the printed list, and have the administrator restore the newest backup into an empty folder.',
    },
    officer: {
      id: 'Pusat antrean berhenti karena catatannya rusak. Beri tahu penyelia, dan layani memakai daftar cetak.',
      en: 'The hub has stopped because its record is damaged. Tell a supervisor, and serve by the printed list.',
    },
  },
  diskAlmostFull: {
    title: { id: 'Penyimpanan pusat antrean hampir penuh', en: 'The hub’s disk is almost full' },
    help: {
      id: 'Nomor baru hanya diberikan oleh mesin antrean; pemanggilan berjalan terus. Minta pengelola mengosongkannya sekarang.',
      en: 'Only kiosks give new numbers; calling goes on. Have the administrator free space on the disk now.',
    },
    officer: {
      id: 'Loket tidak dapat memberi nomor baru: arahkan pengunjung ke mesin antrean. Pemanggilan berjalan terus.',
      en: 'Counters cannot give new numbers: send visitors to a kiosk. Calling goes on.',
    },
  },
  noFollower: {
    title: { id: 'Tidak ada salinan langsung', en: 'There is no live copy' },
    help: {
      id: 'Jika pusat antrean rusak sekarang, pekerjaan terakhir dapat hilang. Periksa apakah mesin antrean dan komputer salinan menyala dan tersambung.',
      en: 'If the hub broke now, the latest work could be lost. Check that the kiosks and the copying computer are on and connected.',
    },
  },
  backupOld: {
    title: { id: 'Cadangan terlalu lama', en: 'The backup is too old' },
    help: {
      id: 'Sudah lebih dari dua jam tidak ada cadangan yang utuh. Periksa apakah penyimpanan cadangan terpasang dan masih ada ruang.',
      en: 'No whole backup has been made for over two hours. Check that the backup disk is attached and has room.',
    },
  },
  diskLow: {
    title: { id: 'Ruang penyimpanan tinggal sedikit', en: 'Disk space is running low' },
    help: {
      id: 'Minta pengelola mengosongkan penyimpanan pusat antrean hari ini; sebelum penuh, nomor baru akan dihentikan.',
      en: 'Have the administrator free space on the hub’s disk today; before it is full, new numbers will stop.',
    },
  },
  clockBehind: {
    title: { id: 'Jam komputer pusat mundur', en: 'The hub computer’s clock was set back' },
    help: {
      id: 'Antrean tetap memakai waktu yang benar. Minta pengelola membetulkan jam komputer pusat.',
      en: 'The queue still keeps the right time. Have the administrator set the clock of the hub’s computer right.',
    },
  },
};
