import type { Language, Office, Service } from '../../shared/protocol/office.ts';
import { slipWords } from './slipWords.ts';
import { tumpal, type Paper, type Pen } from './slipPen.ts';

/** Who speaks, on every piece of paper. */
export function headOf(pen: Pen, office: Pick<Office, 'name' | 'town'>, language: Language, paper: Paper) {
  pen.strong(office.name[language]);
  pen.lines(office.town);
  pen.picture(tumpal(paper));
  pen.half();
}

/** The stages by name, and what follows on another day. */
export function stepsOf(office: Pick<Office, 'stages'>, service: Service, language: Language): readonly string[] {
  const stages = service.stages.map((id) => office.stages.find((stage) => stage.id === id)?.name[language] ?? id);
  const { later } = service;
  return later ? [...stages, `${later.name[language]}, ${later.when[language]}`] : stages;
}

/** What stands over the steps; a service of one stage has no number that could last for all. */
export function stepsTitle({ stages }: Pick<Service, 'stages'>, language: Language): string {
  const words = slipWords[language];
  return stages.length > 1 ? words.stages : words.oneStage;
}
