/** The part of npm's smpp 0.5.1 that the tests use; it brings no types. */
declare module 'smpp' {
  import type {EventEmitter} from 'node:events';
  import type {Server as NetServer, Socket} from 'node:net';

  export interface ShortMessage {
    /** On the way in a list of information elements, each [id, length, ...]; on the way out with the header's length before it. */
    udh?: Buffer | Buffer[];
    message: string;
  }

  export interface Pdu {
    command: string;
    command_length: number;
    command_status: number;
    sequence_number: number;
    service_type: string;
    schedule_delivery_time: string;
    validity_period: string;
    source_addr_ton: number;
    source_addr: string;
    dest_addr_ton: number;
    destination_addr: string;
    esm_class: number;
    registered_delivery: number;
    data_coding: number;
    short_message: ShortMessage;
    message_id: string;
    receipted_message_id?: string;
    message_state?: number;
    system_id: string;
    password: string;
    response(options?: object): Pdu;
  }

  export class Session extends EventEmitter {
    socket: Socket;
    send(pdu: Pdu): boolean;
    deliver_sm(options: object, onResponse: (pdu: Pdu) => void): boolean;
    submit_sm(options: object, onResponse: (pdu: Pdu) => void): boolean;
    bind_transceiver(options: object, onResponse: (pdu: Pdu) => void): boolean;
    close(onClosed?: () => void): void;
    destroy(onClosed?: () => void): void;
  }

  export interface Server extends NetServer {
    sessions: Session[];
  }

  const smpp: {
    createServer(onSession: (session: Session) => void): Server;
    connect(options: {host: string; port: number}): Session;
  };
  export default smpp;
}
