/**
 * The data of a record. Clients send bytes. A simulated producer sends a short ASCII text and a length: the rest is
 * spaces that exist only when somebody reads them, so that a simulated megabyte costs a few bytes.
 */
export interface PaddedText {
  readonly text: string;
  readonly byteLength: number;
}

export type Blob = Uint8Array | PaddedText;
