import * as z from 'zod/mini';
import { WireCommand } from '../../../shared/protocol/commands.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { Reply } from '../../../shared/protocol/replies.ts';
import { FloorView, TicketView, WaitingList } from '../../../shared/protocol/views.ts';
import { AccuracyReport } from '../record/report.ts';
import { practicePaths } from '../practice/practicePaths.ts';
import { PublicFact } from './publicEvents.ts';
import { whatIfPaths } from './whatIfPaths.ts';

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const schemaOf = (schema: z.ZodMiniType) => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return rest;
};

const dayParameter = (name: string, description: string) => ({
  name,
  in: 'query',
  schema: { type: 'string', format: 'date' },
  description,
});
const days = [
  dayParameter('from', 'First business day; 30 days with the last where it is left out, 400 at most'),
  dayParameter('to', 'Last business day; today where it is left out'),
];

/** OpenAPI 3.1 of the HTTP door, made from the schemas that guard it. */
export function openApi(): object {
  const reply = { $ref: '#/components/schemas/Reply' };
  const answered = (description: string) => ({ description, ...json(reply) });
  const get = (summary: string, schema: unknown, parameters: readonly object[] = []) => ({
    get: {
      summary,
      parameters,
      responses: {
        200: { description: 'What was asked for', ...json(schema) },
        401: answered('No valid key'),
        403: answered('This key may not'),
      },
    },
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Antrean',
      version: '1',
      description:
        'The queue of one office. Every command carries a key made by the client; the same key never acts twice.',
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Command: schemaOf(WireCommand),
        Reply: schemaOf(Reply),
        Office: schemaOf(Office),
        Floor: schemaOf(FloorView),
        Ticket: schemaOf(TicketView),
        WaitingList: schemaOf(WaitingList),
        Fact: schemaOf(PublicFact),
        AccuracyReport: schemaOf(AccuracyReport),
      },
    },
    security: [{ key: [] }],
    paths: {
      '/api/v1/commands': {
        post: {
          summary: 'One command; answered after it is on disk',
          requestBody: { required: true, ...json({ $ref: '#/components/schemas/Command' }) },
          responses: {
            200: answered('Accepted'),
            400: answered('Malformed; `about.path` names the field'),
            401: answered('No valid key'),
            403: answered('This key may not say that'),
            409: answered('Refused; nothing changed'),
            413: answered('Over 64 KiB'),
            429: answered('Too many at once'),
            503: answered('The hub is stopping'),
          },
        },
      },
      '/api/v1/office': get('The office document and its hash', {
        type: 'object',
        properties: { hash: { type: 'string' }, document: { $ref: '#/components/schemas/Office' } },
      }),
      '/api/v1/floor': get('The floor as a supervisor sees it', {
        type: 'object',
        properties: {
          epoch: { type: 'integer' },
          seq: { type: 'integer' },
          at: { type: 'integer' },
          view: { $ref: '#/components/schemas/Floor' },
        },
      }),
      '/api/v1/tickets/{id}': get(
        'One ticket, by its id or its number of today',
        { $ref: '#/components/schemas/Ticket' },
        [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      ),
      '/api/v1/counters/{id}/waiting': get(
        'Who waits for a counter, in calling order, 200 at most; lanes are for staff',
        { $ref: '#/components/schemas/WaitingList' },
        [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'search', in: 'query', schema: { type: 'string' }, description: 'Part of a number' },
          {
            name: 'after',
            in: 'query',
            schema: { type: 'string' },
            description: 'The last ticket of the answer before; one that no longer waits begins again',
          },
        ],
      ),
      ...whatIfPaths(schemaOf),
      ...practicePaths(schemaOf),
      '/api/v1/reports/accuracy': get(
        'How true the forecasts of some days were; for supervisors, administrators, auditors and other systems',
        { $ref: '#/components/schemas/AccuracyReport' },
        days,
      ),
      '/api/v1/reports/accuracy.csv': {
        get: {
          summary: 'The same days, one row a forecast',
          parameters: days,
          responses: {
            200: { description: 'The rows', content: { 'text/csv': { schema: { type: 'string' } } } },
            401: answered('No valid key'),
            403: answered('This key may not'),
          },
        },
      },
      '/api/v1/events': get(
        'Facts after a position, 200 at most',
        {
          type: 'object',
          properties: {
            facts: { type: 'array', items: { $ref: '#/components/schemas/Fact' } },
            next: { type: 'integer' },
          },
        },
        [{ name: 'after', in: 'query', schema: { type: 'integer', minimum: 0 } }],
      ),
    },
  };
}
