import { Office, weekdays, type Hours } from '../../../shared/protocol/office.ts';
import document from './office.json' with { type: 'json' };

/**
 * The office the demo plays: an Indonesian immigration office with 9 services, 6 counters in 2 zones and 8 officers.
 * Services, documents and stages: UU 6/2011, Permenkumham 8/2014 with its changes, IMI-417.GR.01.01/2025 (stay permits
 * in person); fees: PP 45/2024; hours and Ramadan: Perpres 21/2023; holidays of 2026: joint decree 1497/2025, 2/2025 and
 * 5/2025; of 2027: only dates that wait for no decree, and Ramadan and Eid as computed, which the decree may move.
 */
export function demoOffice(): Office {
  return Office.parse(document);
}

/** The same office, open at every hour of every day, so that a demo at night or on a holiday works. Quotas stay. */
export function openAllHours(office: Office): Office {
  const allDay = [{ from: '00:00', to: '24:00' }];
  const hours: Hours = {
    weekly: Object.fromEntries(weekdays.map((day) => [day, allDay])),
    profiles: [],
    exceptions: [],
  };
  return { ...office, hours, services: office.services.map(({ hours: _hours, ...service }) => service) };
}
