import type { AgentService, AgentState } from '../../../shared/protocol/agent.ts';
import type { Office, Service } from '../../../shared/protocol/office.ts';

export interface Choice {
  readonly service: Service;
  readonly state: AgentService;
}
export interface ChoiceGroup {
  readonly id: string;
  readonly name: Office['groups'][number]['name'];
  readonly choices: readonly Choice[];
}

/** Services as they are read, group by group; an empty group is left out. */
export function groupsOf(office: Office, state: AgentState): readonly ChoiceGroup[] {
  const choices = office.services.flatMap((service) => {
    const of = state.services.find(({ id }) => id === service.id);
    return of ? [{ service, state: of }] : [];
  });
  return office.groups
    .map((group) => ({ ...group, choices: choices.filter(({ service }) => service.group === group.id) }))
    .filter((group) => group.choices.length > 0);
}

/** Some waits are known, so that a service without one has to say so (F3). */
export function knowsSome({ services }: Pick<AgentState, 'services'>): boolean {
  return services.some(({ open, estimate }) => open && estimate !== null);
}

/** F3: no wait is known, and nothing else on the page says why. */
export function isUnknown({ services, link }: Pick<AgentState, 'services' | 'link'>): boolean {
  return link === 'live' && services.some(({ open }) => open) && !knowsSome({ services });
}
