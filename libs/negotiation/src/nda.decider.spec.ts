import { specification } from '@hewu/kernel/src/testing.js';
import type { NdaEnded, NdaEvent } from './events.js';
import { interests } from './interest.decider.js';
import { filesOf, ndas, type NdaCommand } from './nda.decider.js';
import { aboutNda, acceptedInterest, boss, director, expressed, firm, hashOf, houseRule, LEGAL, ndaInForce, office, proposed, signedBy, stranger } from './samples.js';

const given = specification(ndas);
const interest = [expressed, acceptedInterest].reduce(interests.evolve, interests.initialState);
type Of<T extends NdaCommand['type']> = Extract<NdaCommand, { type: T }>;
const propose = (change: Partial<Of<'ProposeNda'>> = {}): NdaCommand => ({
  type: 'ProposeNda', ndaId: 'n-1', round: 1, by: office, interest, file: { fileId: 'f-1', sha256: hashOf('a') }, textSha256: hashOf('a'), untilOn: '2029-03-01', today: '2026-03-02', latestOn: '2036-03-02',
  rule: houseRule('nda_years', 10, 'years'), ...change,
});
const sign = (change: Partial<Of<'SignNda'>> = {}): NdaCommand => ({ type: 'SignNda', by: director, textSha256: hashOf('a'), signsUnder: { kind: 'decision_maker' }, today: '2026-03-02', legalBasis: LEGAL, ...change });
const ended = (ground: NdaEnded['data']['ground'], side: NdaEnded['data']['side'], reason: string | null, endedBy: string): NdaEnded => ({ type: 'NdaEnded', data: { ...aboutNda, ground, side, reason, endedBy } });
const other: NdaEvent = { type: 'NdaProposed', data: { ...proposed.data, version: 2, side: 'recipient', textSha256: hashOf('b'), fileId: 'f-2', replacesFileId: 'f-1', proposedBy: 'p-he' } };
const otherText = { by: firm, file: { fileId: 'f-2', sha256: hashOf('b') }, textSha256: hashOf('b') };

describe('a confidentiality agreement', () => {
  test('is proposed by either side of an accepted interest, as a file that holds its text', () => {
    given().when(propose()).then(proposed);
    given().when(propose()).thenRepeatingIsHarmless();
    given().when(propose({ interest: null })).thenRefused('not_found');
    given().when(propose({ file: null })).thenRefused('not_found');
    given().when(propose({ by: stranger })).thenRefused('not_found');
    given().when(propose({ interest: interests.evolve(null, expressed) })).thenRefused('interest_not_accepted', { status: 'expressed' });
    given().when(propose({ textSha256: hashOf('b') })).thenRefused('nda_file_differs', { fileSha256: hashOf('a') });
    given().when(propose({ untilOn: '2026-03-01' })).thenRefused('nda_over', { today: '2026-03-02' });
    given().when(propose({ untilOn: '2036-03-03' })).thenRefused('nda_too_long', { latestOn: '2036-03-02' });
    for (const untilOn of ['2026-03-02', '2036-03-02']) given().when(propose({ untilOn })).thenRepeatingIsHarmless();
  });

  test('binds when one authorised person of each side signed the same text', () => {
    given(proposed).when(sign()).then(signedBy(director));
    given(proposed).when(sign()).thenRepeatingIsHarmless();
    given(proposed, signedBy(director)).when(sign({ by: boss })).then(signedBy(boss), ndaInForce);
    given(proposed, signedBy(director)).when(sign({ by: boss })).thenRepeatingIsHarmless();
    const recorded = { kind: 'recorded_authority', authorityId: 's-1' } as const;
    given(proposed).when(sign({ by: firm, signsUnder: recorded })).then({ type: 'NdaSigned', data: { ...signedBy(firm).data, signedUnder: recorded } });
  });

  test('is signed by nobody else, over nothing else, and by no one person for both', () => {
    given().when(sign()).thenRefused('not_found');
    given(proposed).when(sign({ by: stranger })).thenRefused('not_found');
    given(proposed).when(sign({ textSha256: hashOf('b') })).thenRefused('nda_text_other', { version: 1, textSha256: hashOf('a') });
    given(proposed).when(sign({ today: '2029-03-02' })).thenRefused('nda_over', { today: '2029-03-02' });
    given(proposed).when(sign({ signsUnder: null })).thenRefused('authority_required');
    given(proposed, signedBy(director)).when(sign({ by: office })).thenRefused('side_has_signed', { side: 'discloser' });
    given(proposed, signedBy(director)).when(sign({ by: { ...boss, personId: director.personId } })).thenRefused('nda_signs_for_both');
    given(proposed, signedBy(director), signedBy(boss), ndaInForce).when(sign({ by: office })).thenRefused('nda_not_proposed');
  });

  test('proposed anew, has to be signed anew', () => {
    given(proposed, signedBy(director)).when(propose(otherText)).then(other);
    given(proposed, signedBy(director), other).when(sign({ by: boss })).thenRefused('nda_text_other', { version: 2, textSha256: hashOf('b') });
    given(proposed, signedBy(director), other).when(sign({ by: boss, textSha256: hashOf('b') })).then(signedBy(boss, 2, hashOf('b')));
  });

  test('is prolonged by another text, and holds until both have signed that', () => {
    const inForce = [proposed, signedBy(director), signedBy(boss), ndaInForce] as const;
    const prolonged: NdaEvent = { type: 'NdaProposed', data: { ...other.data, replacesFileId: null, untilOn: '2031-03-01' } as never };
    given(...inForce).when(propose({ ...otherText, untilOn: '2031-03-01' })).then(prolonged);
    given(...inForce, prolonged, signedBy(boss, 2, hashOf('b'))).when(sign({ textSha256: hashOf('b') })).then(
      signedBy(director, 2, hashOf('b')),
      { type: 'NdaInForce', data: { ...aboutNda, version: 2, textSha256: hashOf('b'), untilOn: '2031-03-01', replacesFileId: 'f-1' } },
    );
    given(...inForce, prolonged).when({ type: 'EndNdaInTime', untilOn: '2029-03-01', endedBy: 'system:ndas' }).then(ended('time_over', null, null, 'system:ndas'));
    const files = [...inForce, prolonged].reduce(ndas.evolve, ndas.initialState);
    expect(filesOf(files)).toEqual([{ fileId: 'f-2', organisationId: 'o-firm' }, { fileId: 'f-1', organisationId: 'o-institute' }]);
  });

  test('ends by time, by notice, or is given up before it binds; then nothing is signed or proposed', () => {
    const inForce = [proposed, signedBy(director), signedBy(boss), ndaInForce] as const;
    const inTime: NdaCommand = { type: 'EndNdaInTime', untilOn: '2029-03-01', endedBy: 'system:ndas' };
    given(...inForce).when(inTime).then(ended('time_over', null, null, 'system:ndas'));
    given(...inForce).when(inTime).thenRepeatingIsHarmless();
    given(...inForce).when({ ...inTime, untilOn: '2028-03-01' } as NdaCommand).thenNothing();
    given(proposed).when(inTime).thenNothing();
    const notice: NdaCommand = { type: 'EndNda', by: firm, reason: '不再洽谈' };
    given(...inForce).when(notice).then(ended('notice', 'recipient', '不再洽谈', 'p-he'));
    given(...inForce).when(notice).thenRepeatingIsHarmless();
    given(proposed).when(notice).then(ended('given_up', 'recipient', '不再洽谈', 'p-he'));
    given(proposed).when({ ...notice, by: stranger } as NdaCommand).thenRefused('not_found');
    const over = ended('time_over', null, null, 'system:ndas');
    given(...inForce, over).when(sign()).thenRefused('nda_ended', { ground: 'time_over' });
    given(...inForce, over).when(propose(otherText)).thenRefused('nda_ended', { ground: 'time_over' });
    given(...inForce, over).when(notice).thenRefused('nda_ended');
  });
});
