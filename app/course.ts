/** The course that the chapters belong to; how long it is, `course` of `#chapters` says. */
export const courseName = 'AWS Certified Developer – Associate';
