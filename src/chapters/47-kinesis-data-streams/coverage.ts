/** Which row of the checked fact sheet each section teaches: tests prove that none is left out, and the page of notes leads back to the text. */

const ids = (text: string): readonly string[] => text.split(' ');

/** By section. */
export const coverage: Readonly<Record<string, readonly string[]>> = {
  belt: ids('W10 W11 T003 T004 T066 T095 T096 T097 T098'),
  'what-it-is-for': ids('T001 T002 T011 T012 T099 E07 E08'),
  'how-it-works': ids(
    'W01 I01 I04 I06 I07 I10 I11 I12 I23 I26 I28 I29 I30 I32 I44 I45 O20 ' +
    'T005 T006 T007 T013 T014 T015 T016 T017 T018 T019 T020 T021 T022 T024 T025 T026 T027 T028 T029 T030 T031 T032 T033 T034 T035 T063',
  ),
  'parts-limits-timers': ids(
    'W09 O02 O03 O04 O05 O06 I02 I03 I08 I09 I18 I19 I34 I46 ' +
    'T008 T023 T038 T039 T040 T041 T042 T044 T045 T046 T047 T048 T083 E13',
  ),
  commands: ids('W08 I24 I25 I33 T043 T049 T050 T051 T052 T053 T054 T055 T057'),
  neighbours: ids(
    'W03 W13 O07 O08 O09 O11 O13 O16 O18 O19 I35 I36 I37 I38 I40 I41 ' +
    'T075 T076 T077 T078 T079 T080 T081 T092 T093 T102 E09 E10',
  ),
  'five-steps': ids('I31 O21 T009 T036 T056 T058 T059 T060 T100'),
  'on-the-job': ids(
    'W04 O10 O17 I17 I20 I21 I22 I43 T010 T061 T069 T070 T071 T072 T073 T074 T082 T087 T094 T101',
  ),
  'in-the-exam': ids('W02 W12 O01 O12 O15 I14 I39 E01 E02 E03 E04 E05 E06 E12 E14'),
  'edge-cases': ids('W06 I05'),
  takeaways: ids('T064 T065 T085'),
  'easy-to-mix-up': ids('O14 I42 T088 T089 T090 T091'),
  'watch-out': ids('W07 O22 I13 T067 T068 T086 E11'),
  questions: ids('W05 I15 I16 I27 T037 T062 T084'),
};
