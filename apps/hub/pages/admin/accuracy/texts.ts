import { speakerOf } from '../speak.ts';

/** Words of the accuracy page. */
export const sayAccuracy = speakerOf({
  title: { id: 'Akurasi perkiraan', en: 'How true the waits were' },
  lead: {
    id: 'Setiap waktu tunggu yang diperkirakan, disandingkan dengan kenyataannya.',
    en: 'Every wait that was forecast, beside what really happened.',
  },
  from: { id: 'Dari tanggal', en: 'From' },
  to: { id: 'Sampai tanggal', en: 'To' },
  lastDays: { id: '{n} hari', en: '{n} days' },
  csv: { id: 'Unduh CSV', en: 'Download CSV' },
  csvFailed: { id: 'CSV tidak terunduh. Coba lagi.', en: 'The CSV was not downloaded. Try again.' },
  print: { id: 'Cetak', en: 'Print' },
  loading: { id: 'Menghitung...', en: 'Working it out...' },
  none: { id: 'Belum ada catatan', en: 'Nothing recorded yet' },
  noneHelp: {
    id: 'Tidak ada perkiraan yang dapat dinilai antara {from} dan {to}. Catatan terisi sendiri: setiap nomor yang menunggu diperkirakan sejak layanannya cukup sering terlihat, dan dinilai begitu dipanggil.',
    en: 'No forecast between {from} and {to} can be judged. The record fills by itself: every number that waits is forecast once its service was seen often enough, and judged when it is called.',
  },
  failed: { id: 'Laporan tidak dapat ditampilkan', en: 'The report cannot be shown' },

  kept: {
    id: '{of} dari {in} tamu dipanggil dalam waktu yang tertulis di struknya',
    en: '{of} of {in} visitors were called within the time on their slip',
  },
  keptNone: {
    id: 'Belum ada struk yang menyebut waktu pada hari-hari ini',
    en: 'No slip named a time on these days',
  },
  span: {
    id: '{from} sampai {to}: {n} perkiraan, {called} di antaranya dinilai.',
    en: '{from} to {to}: {n} forecasts, {called} of them judged.',
  },
  few: {
    id: 'Baru {called} yang dinilai: angka di bawah ini masih dapat banyak berubah.',
    en: 'Only {called} are judged so far: the figures below may still change a lot.',
  },
  maeTitle: { id: 'Meleset rata-rata', en: 'Off by, on average' },
  minutes: { id: 'menit', en: 'min' },
  besides: { id: 'QL {ql}, LES {les}', en: 'QL {ql}, LES {les}' },
  outerTitle: { id: 'Dalam rentang 80%', en: 'Within the 80% range' },
  width: { id: 'lebar rata-rata {n} menit', en: '{n} min wide on average' },
  innerTitle: { id: 'Dalam rentang 60%', en: 'Within the 60% range' },
  lateTitle: { id: 'Terlambat > 10 menit', en: 'Over 10 min late' },
  biasShort: { id: 'rata-rata {n} menit lebih lama dari kenyataan', en: '{n} min longer than it was, on average' },
  biasUnder: { id: 'rata-rata {n} menit lebih singkat dari kenyataan', en: '{n} min shorter than it was, on average' },

  ours: { id: 'Perkiraan Antrean', en: 'Antrean’s forecast' },
  ql: { id: 'QL: panjang antrean dibagi loket', en: 'QL: people ahead over counters' },
  les: { id: 'LES: tunggu orang terakhir', en: 'LES: the wait of the last one called' },
  perDay: { id: 'Kesalahan per hari', en: 'Error by day' },
  perDayAxis: { id: 'Kesalahan mutlak rata-rata, menit', en: 'Mean absolute error, minutes' },
  perDaySummary: {
    id: 'Kesalahan rata-rata tiap hari: Antrean {ours} menit, QL {ql}, LES {les} pada seluruh masa.',
    en: 'Mean error of each day: Antrean {ours} min, QL {ql}, LES {les} over all of it.',
  },
  coverage: { id: 'Kebenaran rentang menurut lama tunggu', en: 'How often the ranges hold, by length of the wait' },
  coverageAxis: { id: 'Bagian tamu yang dipanggil di dalam rentang', en: 'Share of visitors called within the range' },
  coverageSummary: {
    id: 'Rentang 80% memuat {outer} tamu dan rentang 60% memuat {inner}.',
    en: 'The 80% range held {outer} of visitors, the 60% range {inner}.',
  },
  horizonAxis: { id: 'Tunggu yang diperkirakan, menit', en: 'Forecast wait, minutes' },
  outerLegend: { id: 'Rentang 80% (P10-P90)', en: '80% range (P10-P90)' },
  innerLegend: { id: 'Rentang 60% (P20-P80)', en: '60% range (P20-P80)' },
  goal: { id: 'seharusnya', en: 'should be' },
  scatter: { id: 'Perkiraan dan kenyataan', en: 'Forecast and outcome' },
  scatterX: { id: 'Diperkirakan (P50), menit', en: 'Forecast (P50), minutes' },
  scatterY: { id: 'Kenyataannya, menit', en: 'What it was, minutes' },
  scatterSummary: {
    id: '{n} nomor: tunggu yang diperkirakan dan tunggu yang terjadi. Di garis, keduanya sama.',
    en: '{n} tickets: the wait forecast and the wait that came. On the line both are the same.',
  },
  scatterNote: {
    id: 'Titik di atas garis menunggu lebih lama dari yang diperkirakan.',
    en: 'Dots above the line waited longer than was forecast.',
  },
  ticket: { id: 'satu nomor', en: 'one ticket' },
  same: { id: 'sama persis', en: 'exactly right' },
  calibration: { id: 'Apakah peluangnya jujur', en: 'Whether the odds are honest' },
  calibrationX: { id: 'Yang dikatakan', en: 'What was said' },
  calibrationY: { id: 'Yang terjadi', en: 'What happened' },
  calibrationSummary: {
    id: 'Bagian yang dipanggil paling lambat pada P10, P20, P50, P80, P90: {list}.',
    en: 'Shares called by P10, P20, P50, P80, P90: {list}.',
  },
  calibrationNote: {
    id: 'Di atas garis: orang dipanggil lebih awal dari yang dikatakan; di bawahnya, lebih lambat.',
    en: 'Above the line people were called earlier than was said; below it, later.',
  },

  services: { id: 'Per layanan dan jalur', en: 'By service and lane' },
  horizons: { id: 'Per lama tunggu yang diperkirakan', en: 'By forecast wait' },
  service: { id: 'Layanan', en: 'Service' },
  lane: { id: 'Jalur', en: 'Lane' },
  appointment: { id: 'Jadwal', en: 'Appointment' },
  priority: { id: 'Prioritas', en: 'Priority' },
  regular: { id: 'Langsung', en: 'Walk-in' },
  horizon: { id: 'Menit', en: 'Minutes' },
  over60: { id: 'lebih dari 60', en: 'over 60' },
  called: { id: 'Dinilai', en: 'Judged' },
  unseen: { id: 'Pergi dahulu', en: 'Left before' },
  mae: { id: 'Meleset, mnt', en: 'Off by, min' },
  maeQl: { id: 'QL', en: 'QL' },
  maeLes: { id: 'LES', en: 'LES' },
  relative: { id: 'Galat relatif tengah', en: 'Median relative error' },
  bias: { id: 'Bias, mnt', en: 'Bias, min' },
  outer: { id: 'Rentang 80%', en: '80% range' },
  outerWidth: { id: 'Lebar, mnt', en: 'Width, min' },
  inner: { id: 'Rentang 60%', en: '60% range' },
  late: { id: 'Terlambat > 10 mnt', en: '> 10 min late' },
  pinball: { id: 'Pinball 20 / 50 / 80', en: 'Pinball 20 / 50 / 80' },
  keptColumn: { id: 'Sesuai struk', en: 'As on the slip' },
  revisions: { id: 'Diubah per tamu', en: 'Changed per visit' },

  meaning: { id: 'Arti angka-angka ini', en: 'What these figures mean' },
  meanMae: {
    id: 'Meleset: selisih rata-rata antara tunggu yang diperkirakan (nilai tengah, P50) saat nomor diambil dan tunggu sampai panggilan pertama. Bias bertanda minus: perkiraan terlalu singkat.',
    en: 'Off by: the mean difference between the wait forecast (the middle, P50) when the number was taken and the wait until the first call. A bias below zero: forecasts were too short.',
  },
  meanBase: {
    id: 'QL dan LES adalah cara sederhana pada nomor yang sama dan saat yang sama: QL membagi orang di depan dengan loket yang buka, LES mengulang tunggu orang yang terakhir dipanggil.',
    en: 'QL and LES are simple ways at the same moment for the same tickets: QL divides the people ahead by the counters open, LES repeats the wait of the one called last.',
  },
  meanBand: {
    id: 'Rentang 80% seharusnya memuat 80 dari 100 tamu, rentang 60% memuat 60. Lebih sedikit berarti terlalu yakin, lebih banyak berarti terlalu lebar.',
    en: 'The 80% range should hold 80 of 100 visitors, the 60% range 60. Fewer means too sure, more means too wide.',
  },
  meanSlip: {
    id: 'Struk mencantumkan rentang 60% yang dibulatkan keluar ke 5 menit, maka janji struk lebih sering tepat daripada rentang 60%.',
    en: 'A slip names the 60% range rounded outwards to 5 minutes, so that its promise holds more often than the 60% range.',
  },
  meanCensored: {
    id: '{n} tamu pergi, menunda, atau habis waktunya sebelum dipanggil. Tunggu mereka lebih lama dari yang terlihat; mereka diwakili oleh yang menunggu lebih lama dengan perkiraan serupa (bobot Kaplan-Meier, IPCW).',
    en: '{n} visitors left, postponed or ran out of time before the call. Their wait was longer than was seen; those who waited longer with a similar forecast stand for them (Kaplan-Meier weights, IPCW).',
  },
  meanApart: {
    id: 'Tidak dinilai: {atOnce} yang dipanggil dalam setengah menit, {late} yang baru diperkirakan lebih dari semenit setelah nomor diambil, {open} yang belum diketahui akhirnya. Dari yang dinilai, {few} memakai rumus karena layanannya baru sedikit terlihat.',
    en: 'Not judged: {atOnce} called within half a minute, {late} first forecast over a minute after the number was taken, {open} whose end is not known. Of those judged, {few} were forecast by a formula, as little had been seen of their service.',
  },
});

export type SayAccuracy = ReturnType<typeof sayAccuracy>;
