import { Icon } from '../../../shared/ui/icons.tsx';
import type { OfficerId } from '../../../shared/ids.ts';
import type { Desk } from './Console.tsx';
import { useKeyboard } from './desk.edge.ts';

/** Who works here: officers skilled for a stage of this counter, those for its first tier first. */
function officersFor({ office, view }: Desk) {
  const tiers = office.counters.find(({ id }) => id === view.counter)?.tiers ?? [];
  const tierOf = (skills: readonly { readonly stage: string; readonly until?: string | undefined }[]) =>
    tiers.findIndex((tier) =>
      tier.some((stage) =>
        skills.some((skill) => skill.stage === stage && (skill.until === undefined || skill.until >= view.day)),
      ),
    );
  return office.officers
    .map((officer) => ({ officer, tier: tierOf(officer.skills) }))
    .filter(({ tier }) => tier >= 0)
    .sort((one, other) => one.tier - other.tier)
    .map(({ officer }) => officer)
    .slice(0, 9);
}

export function Seat({
  desk,
  said,
  taken,
}: {
  readonly desk: Desk;
  readonly said: string | undefined;
  readonly taken: string | undefined;
}) {
  const { office, view, say, language, counterNumber, live, send } = desk;
  const officers = officersFor(desk);

  function sit(officer: OfficerId | undefined) {
    if (!live || officer === undefined) return;
    send({ type: 'OpenCounter', counter: view.counter, officer, ...(taken === officer ? { takeOver: true } : {}) });
  }

  useKeyboard((pressed) => {
    if (!/^[1-9]$/.test(pressed)) return false;
    sit(officers[Number(pressed) - 1]?.id);
    return true;
  });

  return (
    <main className="seat">
      <h1>{say('whoSits', { n: counterNumber })}</h1>
      <p className="lead">{officers.length > 0 ? say('whoSitsHelp') : say('noOfficers')}</p>
      <div className="pick">
        {officers.map(({ id, name, skills }, i) => (
          <button key={id} type="button" className="key" aria-disabled={!live} onClick={() => sit(id)}>
            <kbd>{i + 1}</kbd>
            <span>
              {name}
              <small>
                {taken === id
                  ? say('takeOverHelp')
                  : skills
                      .map((skill) => office.stages.find((stage) => stage.id === skill.stage)?.name[language])
                      .join(', ')}
              </small>
            </span>
          </button>
        ))}
      </div>
      {said !== undefined && (
        <p className="said" role="alert">
          <Icon name="info" />
          {said}
        </p>
      )}
    </main>
  );
}
