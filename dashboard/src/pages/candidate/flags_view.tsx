import { FlagList } from '../../panels/flag_list';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { LookBody, ViewFrame } from './view_frame';

export function FlagsView({ desk }: { desk: Desk }) {
  const looking = useLook(desk.round, 'flags', () => ({ what: 'flags' }));
  return (
    <ViewFrame title="Flags">
      <LookBody looking={looking}>{(shown) => <FlagList shown={shown} />}</LookBody>
    </ViewFrame>
  );
}
