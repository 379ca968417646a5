import { speakerOf } from '../speak.ts';

export type SayStaffing = ReturnType<typeof sayStaffing>;

export const sayStaffing = speakerOf({
  title: { id: 'Jadwal loket', en: 'Counters needed' },
  lead: {
    id: 'Berapa loket yang harus buka setiap setengah jam agar 8 dari 10 tamu dipanggil dalam waktu yang dijanjikan.',
    en: 'How many counters must be open in each half hour for 8 in 10 visitors to be called within the promise.',
  },
  day: { id: 'Untuk hari', en: 'For the day' },
  promise: { id: 'Janji tunggu', en: 'Promised wait' },
  ownPromise: { id: 'Janji setiap layanan', en: 'Each service’s own' },
  minutesChoice: { id: '{n} menit untuk semua', en: '{n} minutes for all' },
  count: { id: 'Hitung', en: 'Work out' },
  stop: { id: 'Hentikan', en: 'Stop' },
  counting: {
    id: 'Hari sedang dimainkan beberapa kali, biasanya kurang dari 15 detik.',
    en: 'The day is being played several times, usually under 15 seconds.',
  },
  failed: { id: 'Tidak dapat dihitung', en: 'It could not be worked out' },
  noDays: {
    id: 'Belum ada hari sebelumnya yang tercatat, jadi belum tahu siapa yang akan datang.',
    en: 'No day before it is on record, so who will come is not known yet.',
  },
  holds: {
    id: 'Dengan {most} loket pada saat tersibuk, janji setiap layanan terpenuhi.',
    en: 'With {most} counters at the busiest time, the promise of every service holds.',
  },
  holdsNot: {
    id: 'Dengan semua loket yang dapat membantu, janji belum terpenuhi untuk {services}.',
    en: 'With every counter that can help, the promise does not hold for {services}.',
  },
  holdsNotHalves: {
    id: 'Dengan semua loket yang dapat membantu, janji belum terpenuhi pukul {halves}.',
    en: 'With every counter that can help, the promise does not hold at {halves}.',
  },
  leftOver: {
    id: 'Tidak terlayani sampai selesai: rata-rata {needed} tamu dengan jadwal ini, {roster} dengan jadwal {day}.',
    en: 'Not served to the end: {needed} visitors on average with this roster, {roster} with that of {day}.',
  },
  holdsNotLeft: {
    id: 'Sampai kantor tutup belum semua tamu terlayani, walau semua loket yang dapat membantu buka.',
    en: 'Not every visitor is served by closing time, with every counter that can help open.',
  },
  under: {
    id: 'Dibanding {day}, kurang loket pukul {spans}.',
    en: 'Compared with {day}, too few counters at {spans}.',
  },
  over: {
    id: 'Dibanding {day}, lebih loket pukul {spans}.',
    en: 'Compared with {day}, more counters than needed at {spans}.',
  },
  fits: { id: 'Jadwal {day} sudah sesuai.', en: 'The roster of {day} fits.' },
  basis: {
    id: 'Langkah awal dengan Erlang C, lalu {rounds} putaran simulasi dari {draws} hari yang diundi; dipelajari dari {days} hari.',
    en: 'A first roster by Erlang C, then {rounds} rounds of {draws} drawn days; learned from {days} days.',
  },
  plotTitle: { id: 'Loket setiap setengah jam', en: 'Counters in each half hour' },
  plotSummary: {
    id: 'Jumlah loket yang diperlukan, yang benar-benar buka, dan taksiran awal Erlang, setiap setengah jam.',
    en: 'Counters needed, counters really opened, and the first estimate by Erlang, in each half hour.',
  },
  needed: { id: 'Diperlukan', en: 'Needed' },
  opened: { id: 'Buka pada {day}', en: 'Open on {day}' },
  erlang: { id: 'Erlang C saja', en: 'Erlang C alone' },
  comeTitle: { id: 'Tamu yang datang', en: 'Visitors who come' },
  comeSummary: {
    id: 'Rata-rata tamu yang datang setiap setengah jam menurut hari-hari sebelumnya.',
    en: 'Mean number of visitors who come in each half hour, by the days before.',
  },
  comes: { id: 'Datang', en: 'Come' },
  counters: { id: 'loket', en: 'counters' },
  visitors: { id: 'tamu', en: 'visitors' },
  services: { id: 'P80 tunggu menurut layanan', en: 'P80 wait by service' },
  service: { id: 'Layanan', en: 'Service' },
  promised: { id: 'Janji, menit', en: 'Promise, minutes' },
  withNeeded: { id: 'Dengan jadwal ini', en: 'With this roster' },
  withRoster: { id: 'Dengan jadwal {day}', en: 'With the roster of {day}' },
  kept: { id: 'Terpenuhi seharian', en: 'Holds over the day' },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Belum', en: 'Not yet' },
  plan: { id: 'Siapa buka kapan', en: 'Who opens when' },
  counter: { id: 'Loket', en: 'Counter' },
  open: { id: 'Buka', en: 'Open' },
  adviceTitle: { id: 'Saran membuka loket', en: 'Advice to open a counter' },
  adviceLead: {
    id: 'Jika P80 tunggu suatu layanan melewati janjinya 10 menit berturut-turut dan ada loket yang dapat membantu, pusat antrean menyarankannya.',
    en: 'Where the P80 wait of a service is over its promise for 10 minutes running and a counter could help, the hub advises it.',
  },
  adviceNow: {
    id: 'Buka Loket {counter} sekarang: {stage}, P80 {p80} menit, janji {promise} menit.',
    en: 'Open counter {counter} now: {stage}, P80 {p80} minutes, promise {promise} minutes.',
  },
  adviceNone: { id: 'Tidak ada saran dalam 14 hari terakhir.', en: 'No advice in the last 14 days.' },
  adviceWhen: { id: 'Saat', en: 'When' },
  adviceWhat: { id: 'Saran', en: 'Advice' },
  adviceWhy: { id: 'P80 perkiraan, janji', en: 'Forecast P80, promise' },
  adviceFollowed: { id: 'Diikuti', en: 'Followed' },
  adviceAt: { id: 'pukul {time}', en: 'at {time}' },
  adviceNot: { id: 'tidak', en: 'no' },
  adviceBefore: { id: 'P80 30 menit sebelum', en: 'P80 30 min before' },
  adviceAfter: { id: 'P80 30 menit setelahnya', en: 'P80 30 min after' },
  and: { id: '{list} dan {last}', en: '{list} and {last}' },
});
