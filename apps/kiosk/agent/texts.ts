import type { Instant } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import { sentence } from '../../../shared/protocol/refusalTexts.ts';

/** A refusal as the page shows it. */
export interface Refused {
  readonly ok: false;
  readonly code: string;
  readonly message: Text;
}

/** Why a kiosk by itself refuses, besides the hub's own refusals. */
const texts = {
  noDigit: {
    id: 'Mesin ini belum pernah terhubung ke pusat antrean. Silakan ambil nomor dari petugas.',
    en: 'This machine has not been connected to the queue yet. Please take a number from the staff.',
  },
  shareSold: {
    id: 'Nomor untuk layanan ini di mesin ini sudah habis. Silakan tanya petugas.',
    en: 'This machine has no more numbers for this service. Please ask the staff.',
  },
  busy: {
    id: 'Mesin sedang sibuk. Silakan tunggu sebentar, lalu coba lagi, atau tanya petugas.',
    en: 'This machine is busy. Please wait a moment and try again, or ask the staff.',
  },
  broken: {
    id: 'Mesin ini tidak dapat memberi nomor. Silakan tanya petugas.',
    en: 'This machine cannot give numbers. Please ask the staff.',
  },
  alone: {
    id: 'Mesin sedang tidak terhubung ke pusat antrean. Silakan tanya petugas di loket.',
    en: 'This machine is not connected to the queue now. Please ask the staff at a counter.',
  },
  notASlip: {
    id: 'Ini bukan nomor antrean. Pindai kode pada struk, atau ketik nomor seperti A-012.',
    en: 'This is not a queue number. Scan the code on the slip, or type a number like A-012.',
  },
  notFound: {
    id: 'Nomor ini tidak ditemukan hari ini. Periksa struk Anda, atau tanya petugas.',
    en: 'This number was not found today. Check your slip, or ask the staff.',
  },
  wrongCode: {
    id: 'Kode pada struk tidak cocok dengan nomornya. Silakan tanya petugas.',
    en: 'The code does not belong to this number. Please ask the staff.',
  },
  codeNeeded: {
    id: 'Pindai kode pada struk, atau ketik nomor beserta kodenya.',
    en: 'Scan the code on the slip, or type the number with its code.',
  },
  notNow: {
    id: 'Hal ini tidak dapat dilakukan sekarang untuk nomor ini. Silakan tanya petugas.',
    en: 'This cannot be done for this number now. Please ask the staff.',
  },
  manyLookUps: {
    id: 'Terlalu banyak pencarian. Silakan tunggu satu menit, lalu coba lagi.',
    en: 'Too many searches. Please wait a minute and try again.',
  },
  noAttendant: {
    id: 'Halaman petugas tidak dipakai di mesin ini. Mulai mesin dengan --attendant-code.',
    en: 'This machine has no attendant page. Start it with --attendant-code.',
  },
  wrongAttendant: {
    id: 'Kode petugas salah. Silakan periksa, lalu coba lagi.',
    en: 'The attendant code is wrong. Please check it and try again.',
  },
  fixedChoice: {
    id: 'Pilihan ini ditentukan saat mesin dimulai. Ubah pengaturan --{choice} atau ANTREAN_{CHOICE}, lalu mulai ulang.',
    en: 'This was set when the machine was started. Change --{choice} or ANTREAN_{CHOICE}, then restart.',
  },
  badPrinter: {
    id: 'Alamat printer tidak dikenal. Tulis seperti tcp://192.168.1.50:9100 atau file:///dev/usb/lp0.',
    en: 'This is no printer address. Write it like tcp://192.168.1.50:9100 or file:///dev/usb/lp0.',
  },
  badHub: {
    id: 'Alamat pusat antrean tidak benar. Tulis seperti http://192.168.1.10:8080.',
    en: 'This is no address of a hub. Write it like http://192.168.1.10:8080.',
  },
  notSaved: {
    id: 'Pilihan tidak dapat disimpan. Periksa ruang dan izin folder data mesin ini.',
    en: 'The choice could not be saved. Check the space and rights of the data folder of this machine.',
  },
} as const satisfies { readonly [code: string]: Text };
export type OwnCode = keyof typeof texts;

export function refused(code: OwnCode): Refused {
  return { ok: false, code, message: texts[code] };
}

/** A choice that the start of the program has made. */
export function refusedChoice(choice: string): Refused {
  const fill = (text: string) => text.replace('{choice}', choice).replace('{CHOICE}', choice.toUpperCase());
  const { id, en } = texts.fixedChoice;
  return { ok: false, code: 'fixedChoice', message: { id: fill(id), en: fill(en) } };
}

/** Too many wrong codes: closed for so many seconds, whatever comes. */
export function locked(seconds: number): Refused {
  return {
    ok: false,
    code: 'locked',
    message: {
      id: `Terlalu banyak kode salah. Silakan tunggu ${seconds} detik, lalu coba lagi.`,
      en: `Too many wrong codes. Please wait ${seconds} seconds and try again.`,
    },
  };
}

/** The hub's own words for what a kiosk alone refuses by the hub's rules. */
export function refusedAs(
  code: 'notReady' | 'unknownService' | 'serviceClosed' | 'servicePaused' | 'intakeStopped' | 'dayClosed' | 'quotaUsed',
  opens?: Instant,
  timeZone?: string,
): Refused {
  return { ok: false, code, message: sentence(code, opens === undefined ? {} : { opens }, timeZone) };
}

/** D7: the rest of the quota is with the hub and the other kiosks. */
export function refusedShare(): Refused {
  return { ok: false, code: 'quotaUsed', message: texts.shareSold };
}
