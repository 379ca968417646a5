import { useState } from 'react';
import { Icon } from '../../../shared/ui/icons.tsx';
import { Keypad } from './Keypad.tsx';
import { useFirstFocus } from './pageKeys.ts';
import type { Voice } from './parts.tsx';

/** Letters and signs of a network address or a device's path. */
const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl-', 'zxcvbnm.:/'];

/** An address typed on the glass or on a keyboard. */
export function AddressForm({
  voice: { say },
  label,
  value,
  onSave,
  onCancel,
}: {
  readonly voice: Voice;
  readonly label: string;
  readonly value: string;
  readonly onSave: (address: string) => void;
  readonly onCancel: () => void;
}) {
  const [address, setAddress] = useState(value);
  const field = useFirstFocus<HTMLInputElement>();
  const save = () => {
    if (address.trim() !== '') onSave(address.trim());
  };
  return (
    <form
      className="address"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label htmlFor="address">{label}</label>
      <div className="line">
        <input
          id="address"
          ref={field}
          value={address}
          inputMode="none"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setAddress(target.value)}
        />
        <button type="submit" className="key" aria-disabled={address.trim() === ''}>
          <Icon name="check" />
          {say('save')}
        </button>
        <button type="button" className="key" data-back="" onClick={onCancel}>
          {say('back')}
        </button>
      </div>
      <Keypad
        rows={rows}
        say={say}
        onSign={(sign) => setAddress((was) => was + sign)}
        onDelete={() => setAddress((was) => was.slice(0, -1))}
      />
    </form>
  );
}
