/** The shapes that the widget's modules share. Only for the type check and for people; never sent to a browser. */

declare namespace Chat {
  /** A part of a reply (contract, section 4). */
  interface Block {
    type: string;
    text?: string;
    items?: string[];
    attribution?: string;
    name?: string;
    call?: string;
    hours?: string;
    /** Of a line that the widget brings itself; what the bot says is in English. */
    lang?: string;
  }

  interface Source {
    id?: string;
    title?: string;
    section?: string;
    url?: string;
  }

  interface Choice {
    id: string;
    title: string;
  }

  interface Reply {
    kind: string;
    text: string;
    facts?: string[];
    blocks?: Block[];
    sources?: Source[];
    choices?: Choice[];
  }

  /** A message on its way to the server; `title` is what stands on the choice. */
  interface Message {
    id: string;
    text?: string;
    choice?: string;
    title?: string;
  }

  /** One entry of the conversation as the server keeps it. */
  interface Entry {
    seq: number;
    from: "user" | "bot";
    text?: string;
    reply?: Reply;
    at?: string;
  }

  /** What the conversation tells the panel. */
  interface Listener {
    /** A new conversation has begun. */
    greeting(replies: Reply[]): void;
    /** The conversation again: all of it (`whole`) or what is new. `outbox` still waits to be sent. */
    history(entries: Entry[], whole: boolean, outbox: Message[]): void;
    /** A message is on its way. */
    posted(message: Message): void;
    /** It was answered. `repeated`: the log has the question from the history already. */
    answered(message: Message, entries: Entry[], repeated: boolean): void;
    /** It was not taken, for the reason in the sentence. */
    refused(message: Message, sentence: string, mayRetry: boolean): void;
    /** The bot cannot be reached, or (`refused`) not from this site. Said again at every failure. */
    away(refused: boolean): void;
    /** Something got through again. */
    back(): void;
    /** The server asks for patience. */
    wait(seconds: number): void;
    /** The conversation had ended; a new one begins. */
    expired(): void;
    /** The conversation was ended in another tab. */
    gone(): void;
  }

  /** What a person can do in the log. */
  interface Doing {
    choose(choice: Choice): void;
    rate(seq: number, helpful: boolean, comment?: string): Promise<void>;
    sendAgain(message: Message): void;
    announce(words: string): void;
  }

  /** What a person can do below the log. */
  interface FootDoing {
    send(text: string): void;
    /** Somebody is there: try again soon. */
    hurry(): void;
    save(): void;
    renew(): void;
    erase(): void;
  }

  /** What can be done with the whole frame. */
  interface FrameDoing {
    leave(): void;
    close(): void;
    press(event: KeyboardEvent): void;
  }

  /** How an outage shows. */
  interface OutageDoing {
    /** Above the help lines; nothing when it is over. */
    show(lead: string): void;
    /** Beside every question on its way. */
    hold(state: string): void;
    announce(words: string): void;
    tellPage(name: string, detail: object): void;
  }

  /** What tabs say to each other. */
  interface Word {
    what: "who" | "token" | "changed" | "gone";
    token?: string | null;
  }
}
